import { useEffect, useReducer, useState } from "preact/hooks";
import { LiveModel } from "./model.ts";

/** The model of the view, which is drawn again whenever it changes. */
export function useModel(): LiveModel {
  const [, redraw] = useReducer<number, undefined>((count) => count + 1, 0);
  const [model] = useState(() => new LiveModel(() => redraw(undefined)));
  useEffect(() => model.open(), [model]);
  return model;
}

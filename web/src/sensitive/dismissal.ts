import { dismiss, takeBack } from "../api/catalog.ts";
import type { SensitiveField } from "../api/catalog-types.ts";
import type { Undoable } from "../shared/changes.tsx";
import { words } from "../shared/format.ts";

/** How a finding stands. */
export function stateOf(field: Pick<SensitiveField, "flagged" | "dismissed">): string {
  if (field.dismissed) {
    return "dismissed";
  }
  return field.flagged ? "flagged" : "too seldom";
}

/** Dismisses a finding of an endpoint, or takes that back. */
export function dismissal(endpoint: string, field: Pick<SensitiveField, "kind" | "where" | "dismissed">): Undoable {
  const about = `${words(field.kind)} at ${field.where}`;
  const off = (): Promise<void> => dismiss(endpoint, field);
  const on = (): Promise<void> => takeBack(endpoint, field);
  return field.dismissed ? { done: `Taken back: ${about}`, run: on, undo: off } : { done: `Dismissed: ${about}`, run: off, undo: on };
}

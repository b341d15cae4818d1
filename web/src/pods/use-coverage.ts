import { useEffect, useState } from "preact/hooks";
import { getCoverage, getPipeline } from "../api/client.ts";
import type { Coverage } from "../api/types.ts";
import { type Polled, usePolled } from "../shared/poll.ts";

export interface KnownCoverage extends Polled<Coverage> {
  /** Whether the agent injects, and so knows what each Pod should be; null until it told. */
  readonly isInjector: boolean | null;
}

/** Coverage, of an agent that has it: one without an injector is not asked for what it cannot know. */
export function useCoverage(): KnownCoverage {
  const [injector, setInjector] = useState<boolean | null>(null);
  const pipeline = usePolled(injector === null ? getPipeline : null);
  const told = pipeline.data?.injector ?? null;
  useEffect(() => setInjector(told), [told]);
  const coverage = usePolled(injector === true ? getCoverage : null);
  return { ...coverage, error: injector === null ? pipeline.error : coverage.error, isInjector: injector };
}

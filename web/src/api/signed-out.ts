const listeners = new Set<() => void>();

/** Calls when the agent asks who somebody is; the returned function ends it. */
export function onSignedOut(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** An answer said that nobody is signed in. */
export function tellSignedOut(): void {
  for (const listener of listeners) {
    listener();
  }
}

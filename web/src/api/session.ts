import { change, get } from "./http.ts";

/** How people sign in, who somebody is, and what he may do. */
export interface Session {
  readonly authentication: "off" | "token" | "oidc";
  readonly user: string | null;
  /** Null of somebody who has to sign in first. */
  readonly role: "editor" | "viewer" | null;
}

/** Where signing in by OpenID Connect begins, relative to the page. */
export const OIDC_START = "api/v1/session/oidc/start";

export function getSession(signal: AbortSignal): Promise<Session> {
  return get("session", signal);
}

export function signIn(token: string): Promise<void> {
  return change("POST", "session", { token });
}

export function signOut(): Promise<void> {
  return change("DELETE", "session");
}

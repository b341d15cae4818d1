import { afterEach, describe, expect, it, vi } from "vitest";
import { accept, addRule, removeRule, serviceLink } from "../../src/api/catalog.ts";
import { getCoverage, getExchanges } from "../../src/api/client.ts";
import { type ApiError, problemOf } from "../../src/api/http.ts";
import { onSignedOut } from "../../src/api/signed-out.ts";

const SIGNAL = new AbortController().signal;

function answer(body: string, status: number): void {
  vi.stubGlobal("fetch", vi.fn().mockResolvedValue(new Response(body, { status })));
}

async function failure(): Promise<Pick<ApiError, "message" | "status">> {
  try {
    await getCoverage(SIGNAL);
  } catch (fault) {
    const { message, status } = fault as ApiError;
    return { message, status };
  }
  throw new Error("it answered");
}

afterEach(() => vi.unstubAllGlobals());

describe("what the agent answers", () => {
  it("A problem is told in its own words", async () => {
    answer('{"title":"Not available","detail":"comes with --injector"}', 503);
    expect(await failure()).toEqual({ message: "comes with --injector", status: 503 });
  });

  it("A proxy's page is no word of the agent", async () => {
    answer("<html>Bad Gateway</html>", 503);
    expect(await failure()).toEqual({ message: "what stands before the agent answers 503", status: 0 });
    answer("{}", 502);
    expect((await failure()).status).toBe(0);
  });

  it("No connection is told with what the browser says of it", async () => {
    vi.stubGlobal("fetch", vi.fn().mockRejectedValue(new TypeError("Failed to fetch")));
    expect(await failure()).toEqual({ message: "the agent does not answer (Failed to fetch)", status: 0 });
  });

  it("A list is asked for with its parameters, at an address below the page's own", async () => {
    answer('{"exchanges":[],"next_cursor":null}', 200);
    await getExchanges({ filter: "path:/a b&c", service: null }, 200, "1-7", SIGNAL);
    expect(fetch).toHaveBeenCalledWith("api/v1/exchanges?filter=path%3A%2Fa+b%26c&limit=200&cursor=1-7", { signal: SIGNAL });
  });
});

describe("what is asked to be changed", () => {
  it("It is JSON, also where there is nothing to say, as no form of another site can send that", async () => {
    vi.stubGlobal(
      "fetch",
      vi.fn().mockImplementation(() => Promise.resolve(new Response(null, { status: 204 }))),
    );
    await addRule({ service: "a b", kind: "split", template: "/users/{x}" });
    await removeRule({ service: "a b", kind: "split", template: "/users/{x}" });
    await accept("00ff", true);
    const headers = { "content-type": "application/json" };
    const body = '{"service":"a b","kind":"split","template":"/users/{x}"}';
    expect(vi.mocked(fetch).mock.calls).toEqual([
      ["api/v1/rules", { method: "POST", headers, body }],
      ["api/v1/rules?service=a+b&kind=split&template=%2Fusers%2F%7Bx%7D", { method: "DELETE", headers }],
      ["api/v1/drift/00ff/accept", { method: "POST", headers }],
    ]);
  });

  it("A problem may say where in what was sent, and a service's name cannot leave its place in an address", () => {
    expect(problemOf(422, '{"detail":"no version","line":3,"column":7}').place).toEqual({ line: 3, column: 7 });
    expect(problemOf(422, '{"detail":"no version","line":3}').place).toEqual({ line: 3, column: null });
    expect(problemOf(422, '{"detail":"no version"}').place).toBeNull();
    expect(serviceLink("a/../b?c#d", "openapi.json")).toBe("api/v1/services/a%2F..%2Fb%3Fc%23d/openapi.json");
  });

  it("Whoever is not signed in is told once for all views", () => {
    const listener = vi.fn();
    const end = onSignedOut(listener);
    problemOf(401, '{"detail":"sign in"}');
    problemOf(401, "<html>a proxy's own</html>");
    end();
    problemOf(401, '{"detail":"sign in"}');
    expect(listener).toHaveBeenCalledOnce();
  });
});

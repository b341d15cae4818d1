import { afterEach, describe, expect, it, vi } from "vitest";
import { getCoverage, getExchanges } from "../../src/api/client.ts";
import type { ApiError } from "../../src/api/http.ts";

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

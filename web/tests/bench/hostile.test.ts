import { it } from "vitest";
import { Agent } from "../kit/agent.ts";
import { answer } from "../kit/answers.ts";
import {
  hostileAnswers,
  lookAtAnswers,
  lookAtCalls,
  lookAtCatalog,
  type Outcome,
  outcomeOf,
  sendHostile,
  sendHostileCatalog,
  writeIntoFilter,
} from "../kit/attack.ts";
import { Browser, type Opened } from "../kit/browser.ts";
import { PAYLOADS } from "../kit/hostile.ts";
import { tell } from "./found.ts";

type Attack = (agent: Agent, browser: Browser) => Promise<Outcome[]>;

async function attacked(agent: Agent, opened: Opened): Promise<Outcome> {
  const outcome = await outcomeOf(agent, opened);
  await opened.page.close();
  return outcome;
}

/** Each on an agent of its own, whose reports are then those of this attack alone. */
const ATTACKS: Readonly<Record<string, Attack>> = {
  calls: async (agent, browser) => {
    await sendHostile(agent);
    const opened = await browser.open(`${agent.web}#live`);
    await lookAtCalls(agent, opened);
    return [await attacked(agent, opened)];
  },
  filter: async (agent, browser) => {
    await sendHostile(agent);
    const opened = await browser.open(`${agent.web}#live`);
    await writeIntoFilter(agent, opened);
    return [await attacked(agent, opened)];
  },
  catalog: async (agent, browser) => {
    await sendHostileCatalog(agent);
    const opened = await browser.open(`${agent.web}#apis`);
    await lookAtCatalog(agent, opened);
    return [await attacked(agent, opened)];
  },
  answers: async (agent, browser) => {
    const outcomes: Outcome[] = [];
    for (const payload of PAYLOADS) {
      const opened = await browser.open(`${agent.web}#apis`, { width: 1280, theme: "light" }, (page) => answer(page, hostileAnswers(payload)));
      await lookAtAnswers(agent, opened, payload);
      outcomes.push(await attacked(agent, opened));
    }
    return outcomes;
  },
};

it.each(Object.entries(ATTACKS))("What comes of an attack by %s is told", async (what, attack) => {
  const [agent, browser] = await Promise.all([Agent.start(), Browser.start()]);
  const outcomes = await attack(agent, browser);
  const sum = (of: (outcome: Outcome) => number): number => outcomes.reduce((all, outcome) => all + of(outcome), 0);
  tell({
    what,
    payloads: PAYLOADS.length,
    scripts: sum((outcome) => outcome.scripts),
    reports: await agent.metric("policy_reports_total"),
    foreign: sum((outcome) => outcome.foreign.length),
    complaints: sum((outcome) => outcome.complaints.length),
  });
  await browser.stop();
  await agent.stop();
});

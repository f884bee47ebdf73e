// Our side: the program `differential`, asked many things at once.

import { spawnSync } from "node:child_process";

const GIGABYTE = 1 << 30;

/** The answers to the requests, in their order. */
export function ask(program, requests) {
  const input = requests.map((request) => `${JSON.stringify(request)}\n`).join("");
  const { status, signal, error, stdout, stderr } = spawnSync(program, [], { input, encoding: "utf8", maxBuffer: GIGABYTE });
  if (error) throw new Error(`${program}: ${error.message}`);
  const answers = stdout.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line));
  if (status !== 0 || answers.length !== requests.length) {
    const last = JSON.stringify(requests[Math.min(answers.length, requests.length - 1)]);
    throw new Error(`${program} ended with ${status ?? signal} after ${answers.length} of ${requests.length} answers` +
      `, at ${last.slice(0, 2000)}\n${stderr.slice(0, 8000)}`);
  }
  const broken = answers.findIndex((answer) => answer.fault === "Bug");
  if (broken >= 0) throw new Error(`${answers[broken].detail}: ${JSON.stringify(requests[broken]).slice(0, 2000)}`);
  return answers;
}

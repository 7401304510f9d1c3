import type { ToolKind } from './agents/acp-agent.ts'

/** Leaving a plan mode is a kind of its own in the protocol, for which no agent has a rule. */
const named: Readonly<Record<ToolKind | 'switch_mode', string>> = {
  read: 'Read files',
  edit: 'Change files',
  delete: 'Delete files',
  move: 'Move files',
  search: 'Search',
  execute: 'Run commands',
  think: 'Think',
  fetch: 'Fetch from the network',
  switch_mode: 'Change its mode',
  other: 'Anything else',
}

/** The action of each kind of tool call, for people. */
export const kindWords: ReadonlyMap<string, string> = new Map(Object.entries(named))

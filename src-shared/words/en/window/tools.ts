import type { ToolKind } from '#shared/model/agents/acp-agent.ts'
import type { OwnTool } from '#shared/model/agents/model-agent.ts'

/** Leaving a plan mode is a kind of its own in the protocol, for which no agent has a rule. */
const kinds: Readonly<Record<ToolKind | 'switch_mode', string>> = {
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

const own: Readonly<Record<OwnTool, string>> = {
  read_file: 'Read a file',
  list_files: 'List files',
  search_files: 'Search files',
  write_file: 'Write a file',
  edit_file: 'Edit a file',
  search_memory: 'Search memory',
}
const named: ReadonlyMap<string, string> = new Map([...Object.entries(kinds), ...Object.entries(own)])

/** The actions of tools, for people. */
export const tools = {
  /** As the action of a question; an unknown kind has no name. */
  action: (kind: string | null): string => {
    const name = kind === null || kind === 'other' ? undefined : named.get(kind)
    return name === undefined ? 'do this' : name.charAt(0).toLowerCase() + name.slice(1)
  },
  /** The agent's own name for an unknown tool. */
  name: (tool: string): string => named.get(tool) ?? tool,
  list: (all: readonly string[]): string =>
    all.map((tool, at) => (at === 0 ? tools.name(tool) : tools.name(tool).toLowerCase())).join(', '),
}

import type { ToolKind } from '#shared/model/acp-agent.ts'
import type { OwnTool } from '#shared/model/model-agent.ts'

/** What an agent does with a tool, wherever a person reads it. */
const named: Readonly<Record<ToolKind | OwnTool, string>> = {
  read: 'Read files',
  edit: 'Change files',
  delete: 'Delete files',
  move: 'Move files',
  search: 'Search',
  execute: 'Run commands',
  think: 'Think',
  fetch: 'Fetch from the network',
  other: 'Anything else',
  read_file: 'Read a file',
  list_files: 'List files',
  search_files: 'Search files',
  write_file: 'Write a file',
  edit_file: 'Change a file',
  search_memory: 'Search memory',
}
const byName: Readonly<Record<string, string>> = named

export const tools = {
  /** One that nobody knows here is called as its agent calls it. */
  name: (tool: string): string => byName[tool] ?? tool,
  list: (all: readonly string[]): string =>
    all.map((tool, at) => (at === 0 ? tools.name(tool) : tools.name(tool).toLowerCase())).join(', '),
}

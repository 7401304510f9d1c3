import type { OwnTool } from '#shared/model/agents/model-agent.ts'
import { kindWords } from '#shared/model/tool-kinds.ts'

const own: Readonly<Record<OwnTool, string>> = {
  read_file: 'Read a file',
  list_files: 'List files',
  search_files: 'Search files',
  write_file: 'Write a file',
  edit_file: 'Edit a file',
  search_memory: 'Search memory',
}
const named: ReadonlyMap<string, string> = new Map([...kindWords, ...Object.entries(own)])

/** The actions of tools, for people. */
export const tools = {
  /** An unknown tool is named as its agent names it. */
  name: (tool: string): string => named.get(tool) ?? tool,
  list: (all: readonly string[]): string =>
    all.map((tool, at) => (at === 0 ? tools.name(tool) : tools.name(tool).toLowerCase())).join(', '),
}

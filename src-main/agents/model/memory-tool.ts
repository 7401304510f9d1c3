import { z } from 'zod'
import type { ToolPolicy } from '#shared/model/agents/model-agent.ts'
import { err } from '#shared/result.ts'
import type { Knowledge } from '../knowledge.ts'
import { done, ownTool, type UsableTool } from './tool.ts'

const maxEntries = 10
const maxEntryText = 2000
const maxWords = 24

/** What was kept of the run's own project; a run without a project has no memory to look into. */
export const createMemoryTool = (
  knowledge: Knowledge,
  { projectId, policy }: { readonly projectId: string | null; readonly policy: ToolPolicy },
): UsableTool =>
  ownTool({
    name: 'search_memory',
    about: 'Finds what was kept of this project by some words, best match first.',
    policy,
    isReading: true,
    schema: z.strictObject({ words: z.string().min(1).max(500) }),
    async act(input) {
      if (projectId === null) return err('This run belongs to no project, so nothing was kept for it.')
      const words = (input.words.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, maxWords)
      const entries =
        words.length === 0 ? [] : knowledge.searchMemory({ words, projectId, limit: maxEntries })
      const texts = entries.map(({ id, type, text }) => `${id} (${type})\n${text.slice(0, maxEntryText)}`)
      return done('memory', texts.join('\n\n') || '(nothing was found)')
    },
  })

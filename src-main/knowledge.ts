import type { Knowledge } from './agents/knowledge.ts'
import { isRelevant } from './engine/memory-relevance.ts'
import type { Store } from './store/store.ts'

/** What built-in agents may look up, over the store. */
export const createKnowledge = (store: Store): Knowledge => ({
  searchMemory: ({ words, projectId, limit }) =>
    store.memory
      .search({ words, before: Number.MAX_SAFE_INTEGER, type: null, projectId, limit: limit * 3 })
      .filter((entry) => isRelevant(entry, words))
      .slice(0, limit)
      .map(({ id, type, createdAt, content }) => ({ id, type, createdAt, text: JSON.stringify(content) })),
  listRecentEvents: ({ projectId, limit }) =>
    projectId === null
      ? store.events.listNewest({ before: Number.MAX_SAFE_INTEGER, limit, runId: null })
      : store.events.listNewestOfProject(projectId, limit),
})

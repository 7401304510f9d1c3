import type { Knowledge } from '../../agents/knowledge.ts'
import { isRelevant } from '../../engine/memory-relevance.ts'
import type { Store } from '../../store/store.ts'

/** Memory and log for agents. Only agents of real runs search them (ADR 0037), so simulations are excluded. */
export const createKnowledge = (store: Store): Knowledge => ({
  searchMemory: ({ words, projectId, limit }) =>
    store.memory
      .search({
        words,
        before: Number.MAX_SAFE_INTEGER,
        type: null,
        projectId,
        limit: limit * 3,
        realOnly: true,
      })
      .filter((entry) => isRelevant(entry, words))
      .slice(0, limit)
      .map(({ id, type, createdAt, content }) => ({ id, type, createdAt, text: JSON.stringify(content) })),
  listRecentEvents: ({ projectId, limit }) => store.events.listNewestReal({ projectId, limit }),
})

import { priorities } from '../../src-shared/model/task-definition.ts'
import { createRandom } from './graphs.ts'

const hourMs = 3_600_000

export const selectionNow = Date.UTC(2026, 10, 13, 12)
/** Number of cycles of pick, remove and add. */
export const picks = 2000

/**
 * Open tasks of all priorities. A third has no deadline; the deadlines of the rest range from overdue to one month
 * from now.
 */
export function drawTasks(count: number) {
  const random = createRandom(count)
  return Array.from({ length: count }, (_, index) => ({
    key: `task-${String(index).padStart(7, '0')}`,
    priority: priorities[Math.floor(random() * priorities.length)] ?? 'medium',
    dueAt: random() < 1 / 3 ? null : selectionNow + Math.floor((random() * 32 - 2) * 24) * hourMs,
    timeZone: 'UTC',
    criticalMs: Math.floor(random() * 60) * 60_000,
    createdAt: selectionNow - Math.floor(random() * 1000) * hourMs,
  }))
}
export type OpenTask = ReturnType<typeof drawTasks>[number]

export const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? 0

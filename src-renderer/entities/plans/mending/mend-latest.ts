import type { PlanDocument } from '#shared/model/plan.ts'

const triesAtMost = 3

/**
 * Mends the plan as it is when the answer comes: what was changed while it was on its way is mended again, and never
 * overwritten. Null: it changed each time, or is not there any more.
 */
export async function mendLatest<T>(
  read: () => PlanDocument | null,
  mend: (document: PlanDocument) => Promise<T>,
): Promise<T | null> {
  for (let tries = 0; tries < triesAtMost; tries += 1) {
    const document = read()
    if (document === null) return null
    const mended = await mend(document)
    if (read() === document) return mended
  }
  return null
}

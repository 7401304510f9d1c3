import type { DraftView } from '#shared/contract/plans/drafts.ts'
import type { PlanView } from '#shared/model/plan.ts'
import { addressReader, maybeText } from '../../../ui/query/address.ts'

/** Ids of versions or drafts. */
export const parseVersionsSearch = addressReader({ from: maybeText, to: maybeText })
export type VersionsSearch = ReturnType<typeof parseVersionsSearch>

export interface Pair {
  readonly from: string
  readonly to: string
}

interface Choosable {
  /** Both lists: newest first. */
  readonly versions: readonly Pick<PlanView, 'id'>[]
  readonly drafts: readonly Pick<DraftView, 'id'>[]
  readonly search: VersionsSearch
}

/**
 * The requested pair. By default the newest draft and the newest version, or the newest version and the one before.
 * Null with a single version.
 */
export function chosenPair({ versions, drafts, search }: Choosable): Pair | null {
  const known = new Set([...versions, ...drafts].map(({ id }) => id))
  const asked = (id: string | undefined) => (id !== undefined && known.has(id) ? id : undefined)
  const to = asked(search.to) ?? drafts[0]?.id ?? versions[0]?.id
  const older = versions.findIndex(({ id }) => id === to)
  const from = asked(search.from) ?? versions[older + 1]?.id ?? versions.find(({ id }) => id !== to)?.id
  return to === undefined || from === undefined ? null : { from, to }
}

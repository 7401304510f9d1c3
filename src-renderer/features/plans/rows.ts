import type { DraftView } from '#shared/contract/plans/drafts.ts'
import type { ListedPlan, SampleView } from '#shared/contract/plans/plans.ts'

export const rowKinds = ['plan', 'draft', 'sample'] as const
export type RowKind = (typeof rowKinds)[number]

export interface PlanRow {
  readonly id: string
  readonly kind: RowKind
  readonly title: string
  /** Description of a sample; empty for other plans. */
  readonly about: string
  readonly tasks: number
  readonly project: string | null
  /** Null: never published, or a sample. */
  readonly version: number | null
  /** Id of the draft with unpublished changes; null without one. */
  readonly draftId: string | null
  /** Null: unknown until the plan is opened. */
  readonly isRunnable: boolean | null
  readonly lastRun: ListedPlan['lastRun']
  /** Null: a sample that ships with the app. */
  readonly changedAt: number | null
}

interface Listed {
  readonly plans: readonly ListedPlan[]
  readonly drafts: readonly DraftView[]
  readonly samples: readonly SampleView[]
}

/** The newest draft of a plan's current version is merged into the row of the plan. Other drafts have separate rows. */
export function rowsOf({ plans, drafts, samples }: Listed): PlanRow[] {
  const shown = new Set<string>()
  const planRows = plans.map((plan): PlanRow => {
    const draft = drafts.find(({ planId }) => planId === plan.id)
    if (draft !== undefined) shown.add(draft.id)
    return {
      ...{ id: plan.id, kind: 'plan', title: draft?.title ?? plan.title, about: '' },
      project: draft === undefined ? plan.projectId : draft.projectId,
      tasks: draft?.taskCount ?? plan.taskCount,
      ...{ version: plan.version, draftId: draft?.id ?? null, lastRun: plan.lastRun },
      isRunnable: plan.runnable,
      changedAt: Math.max(plan.createdAt, draft?.updatedAt ?? 0),
    }
  })
  const draftRows = drafts
    .filter(({ id }) => !shown.has(id))
    .map(
      (draft): PlanRow => ({
        ...{ id: draft.id, kind: 'draft', title: draft.title, about: '', tasks: draft.taskCount },
        ...{ project: draft.projectId, version: null, draftId: draft.id, isRunnable: null, lastRun: null },
        changedAt: draft.updatedAt,
      }),
    )
  const sampleRows = samples.map(
    ({ id, title, description, document }): PlanRow => ({
      ...{ id, kind: 'sample', title, about: description, tasks: document.tasks.length },
      ...{ project: null, version: null },
      ...{ draftId: null, isRunnable: true, lastRun: null, changedAt: null },
    }),
  )
  return [...planRows, ...draftRows, ...sampleRows]
}

/** Plans of a project, and plans without a project, which any project can run. Null: all plans. */
export const rowsOfProject = (rows: readonly PlanRow[], projectId: string | null): readonly PlanRow[] =>
  projectId === null ? rows : rows.filter(({ project }) => project === null || project === projectId)

export type KindFilter = RowKind | 'all'

/** Rows whose title or project contains all words, in any order. */
export function filterRows(
  rows: readonly PlanRow[],
  { kind, search }: { readonly kind: KindFilter; readonly search: string },
): PlanRow[] {
  const wanted = search.toLowerCase().split(/\s+/).filter(Boolean)
  return rows.filter((row) => {
    const text = `${row.title} ${row.project ?? ''}`.toLowerCase()
    return isOfKind(row, kind) && wanted.every((word) => text.includes(word))
  })
}

export const isOfKind = (row: PlanRow, kind: KindFilter): boolean =>
  kind === 'all' || row.kind === kind || (kind === 'draft' && row.draftId !== null)

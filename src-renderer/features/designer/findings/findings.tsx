import { createContext, type ReactNode, use, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { present } from '#shared/assert.ts'
import { type PlanDraft, type PlanFinding, type Severity, severities } from '#shared/model/plan-finding.ts'
import { locale, words } from '#shared/words/words.ts'
import { severityLooks } from '../../../entities/plans/fixes/severity-looks.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { usePlanDocument } from '../../../stores/plan-document-context.tsx'
import { useRosterVersion } from '../roster/roster.ts'

type FindingsStore = StoreApi<Findings>
const FindingsContext = createContext<FindingsStore | null>(null)

/** Milliseconds without an edit before the plan is checked. Large plans are checked less often. */
const pauseMs = (tasks: number): number => (tasks > 1000 ? 800 : 250)

/** Checks the plan after each change, and when the agents change. Outdated checks are aborted. */
export function FindingsProvider({ children }: { children: ReactNode }) {
  const { client } = useRpc()
  const document = usePlanDocument((state) => state.document)
  const roster = useRosterVersion()
  const [store] = useState(() => createStore<Findings>(() => noFindings))
  useEffect(() => {
    void roster
    const stopping = new AbortController()
    const check = async () => {
      try {
        const { findings } = await client.plans.check({ document }, { signal: stopping.signal })
        if (!stopping.signal.aborted)
          store.setState(
            (before) => withFindings(before, document.tasks.length === 0 ? [] : findings, document),
            true,
          )
      } catch (failure) {
        if (!stopping.signal.aborted) store.setState({ failure })
      }
    }
    const isFirst = store.getState().of === null
    const timer = setTimeout(() => void check(), isFirst ? 0 : pauseMs(document.tasks.length))
    return () => {
      clearTimeout(timer)
      stopping.abort()
    }
  }, [client, document, roster, store])
  return <FindingsContext value={store}>{children}</FindingsContext>
}

export const useFindingsStore = (): FindingsStore => present(use(FindingsContext), 'the findings')

export const useFindings = <T,>(read: (findings: Findings) => T): T => useStore(useFindingsStore(), read)

/** Findings of the last check of the plan. */
export interface Findings {
  readonly all: readonly PlanFinding[]
  /** Tasks with unchanged findings keep the same list, so that only changed tasks render again. */
  readonly byTask: ReadonlyMap<string, readonly PlanFinding[]>
  /** The checked document; null before the first check. */
  readonly of: PlanDraft | null
  readonly failure: unknown
}

export const noFindings: Findings = { all: [], byTask: new Map(), of: null, failure: null }
const none: readonly PlanFinding[] = []

export const findingsOf = ({ byTask }: Findings, key: string): readonly PlanFinding[] =>
  byTask.get(key) ?? none

export function withFindings(before: Findings, all: readonly PlanFinding[], of: PlanDraft): Findings {
  const byTask = new Map<string, PlanFinding[]>()
  for (const finding of all) {
    for (const key of new Set(finding.taskKeys)) {
      const list = byTask.get(key)
      if (list === undefined) byTask.set(key, [finding])
      else list.push(finding)
    }
  }
  const kept = new Map<string, readonly PlanFinding[]>(byTask)
  for (const [key, list] of byTask) {
    const known = before.byTask.get(key)
    if (known !== undefined && isSame(known, list)) kept.set(key, known)
  }
  return { all, byTask: kept, of, failure: null }
}

const isSame = (a: readonly PlanFinding[], b: readonly PlanFinding[]): boolean =>
  a.length === b.length && a.every((each, at) => each.id === b[at]?.id && each.message === b[at]?.message)

interface FindingCountsProps {
  readonly findings: readonly PlanFinding[]
  /** Maximum number of severities shown, most severe first. */
  readonly atMost: number
}

/** Number of findings per severity. Severities without findings are omitted. */
export const FindingCounts = ({ findings, atMost }: FindingCountsProps) =>
  severities
    .map((severity) => ({ severity, count: countOf(findings, severity) }))
    .filter(({ count }) => count > 0)
    .slice(0, atMost)
    .map(({ severity, count }) => {
      const { icon: Icon, ink, name } = severityLooks[severity]
      return (
        <span key={severity} className="tabular inline-flex items-center gap-1">
          <Icon size={14} aria-hidden className={ink} />
          <span aria-hidden>{count.toLocaleString(locale)}</span>
          <span className="sr-only">{words.designer.problems.count(count, name)}</span>
        </span>
      )
    })

export const countOf = (findings: readonly PlanFinding[], severity: Severity): number =>
  findings.filter((each) => each.severity === severity).length

/** The first error, which prevents a run; null if there is none. Warnings and hints do not prevent a run. */
export const firstError = ({ all }: Findings): PlanFinding | null =>
  all.find(({ severity }) => severity === 'error') ?? null

/** The worst severity, which marks a task. Hints do not mark a task. */
export function worstOf(findings: readonly PlanFinding[]): 'error' | 'warning' | null {
  if (findings.some(({ severity }) => severity === 'error')) return 'error'
  return findings.some(({ severity }) => severity === 'warning') ? 'warning' : null
}

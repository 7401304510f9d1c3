import { useMutation, useQuery } from '@tanstack/react-query'
import { CircleCheck, Undo2, WandSparkles } from 'lucide-react'
import { type ComponentProps, useLayoutEffect, useRef } from 'react'
import type { PlanDocument } from '#shared/model/plan.ts'
import type { PlanFinding } from '#shared/model/plan-finding.ts'
import { words } from '#shared/words/words.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { Button } from '../../../ui/controls/button.tsx'
import { Fetched } from '../../../ui/fetched.tsx'
import { FailureNote } from '../../../ui/notes.tsx'
import { titlesOf } from '../edits/edit.ts'
import { FindingRow } from './finding-row.tsx'

interface PlanFixesProps {
  readonly document: PlanDocument
  /** Identifies the current state of the draft. */
  readonly version: string
  readonly title: string
  readonly onChange: (document: PlanDocument) => void
  /** Null if nothing has changed yet, or if undo is offered elsewhere. */
  readonly onUndo: (() => void) | null
}

/** The problems of an unsaved plan, with a button for each fix. */
export function PlanFixes({ document, version, title, onChange, onUndo }: PlanFixesProps) {
  const { client } = useRpc()
  const section = useRef<HTMLElement>(null)
  const latest = useLatest(document)
  const check = useQuery({
    queryKey: ['plan check', version],
    queryFn: () => client.plans.check({ document }),
    placeholderData: (earlier) => earlier,
    gcTime: 0,
  })
  const fixing = useMutation({
    mutationFn: (what: { fixes: string[] } | { allSafe: true }) =>
      fixLatest(
        () => latest.current,
        (current) => client.plans.fix({ document: current, ...what }),
      ),
    onSuccess: (mended) => {
      if (mended === null) return
      onChange(mended.document)
      // The pressed button disappears with its finding, so move the focus to the section.
      section.current?.focus({ preventScroll: true })
    },
  })
  const findings = check.data?.findings
  const hasSafe = findings?.some(({ fixes }) => fixes.some(({ isSafe }) => isSafe)) ?? false
  const isFixing = fixing.isPending || check.isPlaceholderData
  return (
    <section ref={section} tabIndex={-1} aria-label={title} className="outline-none">
      <div className="mb-2 flex min-h-8 flex-wrap items-center justify-between gap-2">
        <h3 className="min-w-0 break-words font-medium">{title}</h3>
        <div className="flex flex-wrap gap-2">
          {onUndo !== null && (
            <Button icon={Undo2} disabled={isFixing} onClick={onUndo}>
              {words.common.undo}
            </Button>
          )}
          {hasSafe && (
            <Button icon={WandSparkles} disabled={isFixing} onClick={() => fixing.mutate({ allSafe: true })}>
              {words.designer.fixAllThatAreSafe}
            </Button>
          )}
        </div>
      </div>
      <div aria-live="polite">
        <Fetched query={check} lines={2}>
          {({ findings: all }) =>
            all.length === 0 ? (
              <p className="flex items-center gap-2 text-muted">
                <CircleCheck size={14} aria-hidden />
                {words.designer.nothingToMend}{' '}
              </p>
            ) : (
              <FindingList
                findings={all}
                titles={titlesOf(document.tasks)}
                isFixing={isFixing}
                onFix={({ id }) => fixing.mutate({ fixes: [id] })}
              />
            )
          }
        </Fetched>
      </div>
      {fixing.data === null && (
        <p role="alert" className="mt-2 text-muted">
          {words.designer.thePlanWasChangedMeanwhileSo}
        </p>
      )}
      <FailureNote error={fixing.error} className="mt-2" />
    </section>
  )
}

/** Ref to the plan currently on screen; null after unmount. */
function useLatest(document: PlanDocument) {
  const latest = useRef<PlanDocument | null>(document)
  useLayoutEffect(() => {
    latest.current = document
    return () => {
      latest.current = null
    }
  }, [document])
  return latest
}

interface FindingListProps extends Omit<ComponentProps<typeof FindingRow>, 'finding'> {
  readonly findings: readonly PlanFinding[]
}

/** Maximum findings shown per severity. Large plans often repeat the same problem in most tasks. */
const maxShown = 50

/** Findings by severity, most severe first. Hints are collapsed, because they do not prevent a run. */
function FindingList({ findings, ...row }: FindingListProps) {
  const lists = (['error', 'warning', 'hint'] as const).map((severity) => {
    const say = words.designer.findingsOf[severity]
    const found = findings.filter((each) => each.severity === severity)
    const said = say(found.length)
    if (found.length === 0) return null
    const rest = found.length - maxShown
    const list = (
      <section key={severity} aria-label={said}>
        {severity !== 'hint' && <h4 className="mb-2 font-medium">{said}</h4>}
        <ul className="overflow-hidden rounded-lg border border-line bg-surface">
          {found.slice(0, maxShown).map((finding) => (
            <li key={finding.id} className="last:[&>*]:border-b-0">
              <FindingRow finding={finding} {...row} />
            </li>
          ))}
        </ul>
        {rest > 0 && <p className="mt-2 text-muted">{words.designer.moreFindings(say(rest))}</p>}
      </section>
    )
    if (severity !== 'hint') return list
    return (
      <details key={severity}>
        <summary className="mb-2 cursor-pointer rounded-sm text-muted hover:text-ink">{said}</summary>
        {list}
      </details>
    )
  })
  return <div className="flex flex-col gap-4">{lists}</div>
}

const triesAtMost = 3

/**
 * Fixes the current plan. If the plan has changed before the response arrives, the fix is repeated and never
 * overwrites the change. Null if the plan changed during every attempt or was closed.
 */
export async function fixLatest<T>(
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

import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { FilePenLine, GitCompare, History } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import type { DraftView } from '#shared/contract/plans/drafts.ts'
import type { PlanVersion } from '#shared/contract/plans/plans.ts'
import { words } from '#shared/words/words.ts'
import { isDraftAddress } from '../../../entities/drafts/open-draft.ts'
import { useDraftList } from '../../../entities/drafts/use-draft-list.ts'
import { PlanDifferenceView } from '../../../entities/plans/diff/plan-difference-view.tsx'
import { useRpc } from '../../../rpc/context.tsx'
import { failureOf } from '../../../rpc/failure.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { ButtonLink } from '../../../ui/controls/button-link.tsx'
import { Fetched, together } from '../../../ui/fetched.tsx'
import { EmptyNote } from '../../../ui/notes.tsx'
import { Page } from '../../../ui/page.tsx'
import type { AddressProps } from '../../../ui/query/address.ts'
import { SimulationMark } from '../../../ui/simulation-mark.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import { statusOfRun } from '../../../ui/status-looks.ts'
import { Ago } from '../../../ui/text/time.tsx'
import { showToast } from '../../../ui/toast.tsx'
import { chosenPair, type Pair, type VersionsSearch } from './pair.ts'

interface VersionsPageProps extends AddressProps<VersionsSearch> {
  readonly planId: string
}

/** All versions and drafts of a plan, and a comparison of two of them. */
export function VersionsPage({ planId, search, onSearch }: VersionsPageProps) {
  const { orpc } = useRpc()
  const versions = useQuery(orpc.plans.listVersions.queryOptions({ input: { planId } }))
  const drafts = useDraftList()
  const line = versions.data?.[0]?.line
  const own = useMemo(() => drafts.data?.filter((draft) => draft.line === line) ?? [], [drafts.data, line])
  const pair = chosenPair({ versions: versions.data ?? [], drafts: own, search })
  const before = useSide(pair?.from ?? null)
  const after = useSide(pair?.to ?? null)
  const title = versions.data?.[0]?.title ?? ''
  return (
    <Page
      title={words.versions.title(title)}
      about={words.versions.about}
      width="full"
      actions={
        <ButtonLink to="/plans/$planId" params={{ planId: versions.data?.[0]?.id ?? planId }} search={{}}>
          {words.versions.openDesigner}
        </ButtonLink>
      }
    >
      <Fetched query={together(versions, drafts)} lines={6}>
        {([published]) => (
          <div className="flex min-h-0 flex-1 gap-5 max-[860px]:flex-col max-[860px]:overflow-auto">
            <VersionList versions={published} drafts={own} pair={pair} onChoose={onSearch} />
            <div className="flex min-h-0 min-w-0 flex-1 flex-col max-[860px]:min-h-[420px]">
              {pair === null ? (
                <EmptyNote icon={GitCompare} title={words.versions.onlyOne} />
              ) : (
                <Fetched query={together(before, after)} lines={6}>
                  {([from, to]) => <PlanDifferenceView before={from} after={to} />}
                </Fetched>
              )}
            </div>
          </div>
        )}
      </Fetched>
    </Page>
  )
}

interface VersionListProps {
  readonly versions: readonly PlanVersion[]
  readonly drafts: readonly DraftView[]
  readonly pair: Pair | null
  readonly onChoose: (search: VersionsSearch) => void
}

/** Versions with author, date and runs. Two can be selected for comparison. */
function VersionList({ versions, drafts, pair, onChoose }: VersionListProps) {
  const { client } = useRpc()
  const navigate = useNavigate()
  const newest = versions[0]
  const restore = useMutation({
    mutationFn: async ({ id }: PlanVersion) => {
      const { document } = await client.plans.get({ planId: id })
      return client.drafts.create({ document, ...(newest !== undefined && { planId: newest.id }) })
    },
    onSuccess: async (draft, { version }) => {
      await navigate({ to: '/plans/$planId', params: { planId: draft.id } })
      showToast({ title: words.versions.editing(version) })
    },
    onError: (error) => showToast({ title: failureOf(error).message, isFailure: true }),
  })
  return (
    <ol
      aria-label={words.versions.list}
      className="flex w-[340px] shrink-0 flex-col gap-2 overflow-auto max-[860px]:max-h-72 max-[860px]:w-full"
    >
      {drafts.map((draft) => (
        <Entry key={draft.id} id={draft.id} name={words.versions.draft} pair={pair} onChoose={onChoose}>
          <p className="break-words text-muted text-sm">
            {words.versions.draftAbout} · {words.versions.tasks(draft.taskCount)} ·{' '}
            <Ago at={draft.updatedAt} />
          </p>
          <Link
            to="/plans/$planId"
            params={{ planId: draft.id }}
            className="mt-2 inline-flex min-h-6 items-center gap-1.5 rounded-sm font-medium text-accent hover:underline"
          >
            <FilePenLine size={14} aria-hidden />
            {words.versions.openDesigner}
          </Link>
        </Entry>
      ))}
      {versions.map((version) => {
        const [run] = version.runs
        return (
          <Entry
            key={version.id}
            id={version.id}
            name={words.versions.number(version.version)}
            {...(version === newest && { mark: words.versions.newest })}
            pair={pair}
            onChoose={onChoose}
          >
            {version.label?.name != null && <p className="break-words">{version.label.name}</p>}
            {version.label?.note != null && (
              <p className="line-clamp-4 whitespace-pre-wrap break-words text-muted">{version.label.note}</p>
            )}
            <p className="break-words text-muted text-sm">
              <Ago at={version.createdAt} /> {version.label !== null && words.versions.by(version.label.by)} ·{' '}
              {words.versions.tasks(version.taskCount)} · {words.versions.runs(version.runs.length)}
            </p>
            <div className="mt-2 flex flex-wrap items-center gap-3">
              {run !== undefined && (
                <Link
                  to="/runs/$runId"
                  params={{ runId: run.id }}
                  search={{}}
                  title={words.versions.lastRun}
                  className="inline-flex min-h-6 items-center rounded-sm hover:underline"
                >
                  <StatusBadge status={statusOfRun(run)} />
                  {run.isSimulated && <SimulationMark />}
                </Link>
              )}
              {version !== newest && (
                <Button
                  icon={History}
                  className="ms-auto h-7"
                  disabled={restore.isPending}
                  aria-label={`${words.versions.edit}: ${words.versions.number(version.version)}`}
                  onClick={() => restore.mutate(version)}
                >
                  {words.versions.edit}
                </Button>
              )}
            </div>
          </Entry>
        )
      })}
    </ol>
  )
}

interface EntryProps {
  readonly id: string
  readonly name: string
  readonly mark?: string
  readonly pair: Pair | null
  readonly onChoose: (search: VersionsSearch) => void
  readonly children: ReactNode
}

function Entry({ id, name, mark, pair, onChoose, children }: EntryProps) {
  const isChosen = pair?.from === id || pair?.to === id
  return (
    <li
      className={clsx('rounded-lg border bg-surface px-4 py-3', isChosen ? 'border-accent' : 'border-line')}
    >
      <div className="mb-1 flex flex-wrap items-center gap-2">
        <h2 className="font-semibold">{name}</h2>
        {mark !== undefined && (
          <span className="rounded-full bg-accent-soft px-2 font-medium text-accent text-xs leading-5">
            {mark}
          </span>
        )}
        {pair !== null && (
          <span className="ms-auto flex gap-1">
            <Side
              text={words.versions.before}
              of={name}
              isOn={pair.from === id}
              onChoose={() => onChoose({ from: id, to: pair.to === id ? pair.from : pair.to })}
            />
            <Side
              text={words.versions.after}
              of={name}
              isOn={pair.to === id}
              onChoose={() => onChoose({ from: pair.from === id ? pair.to : pair.from, to: id })}
            />
          </span>
        )}
      </div>
      {children}
    </li>
  )
}

function Side({
  text,
  of,
  isOn,
  onChoose,
}: {
  text: string
  of: string
  isOn: boolean
  onChoose: () => void
}) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      aria-label={`${text}: ${of}`}
      onClick={onChoose}
      className={clsx(
        'h-6 rounded-sm border px-2 font-medium text-xs',
        isOn ? 'border-accent bg-accent text-on-accent' : 'border-line-strong text-muted hover:bg-hover',
      )}
    >
      {text}
    </button>
  )
}

/** The plan of a version or draft. Versions never change, so they are cached forever. */
function useSide(id: string | null) {
  const { client } = useRpc()
  const isDraft = id !== null && isDraftAddress(id)
  return useQuery({
    queryKey: ['plan to compare', id],
    enabled: id !== null,
    queryFn: async ({ signal }) => {
      const of = id ?? ''
      return isDraft
        ? (await client.drafts.get({ draftId: of }, { signal })).document
        : (await client.plans.get({ planId: of }, { signal })).document
    },
    staleTime: isDraft ? 0 : Number.POSITIVE_INFINITY,
  })
}

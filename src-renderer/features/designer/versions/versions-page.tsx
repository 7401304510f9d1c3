import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { GitCompare } from 'lucide-react'
import { useMemo } from 'react'
import { PlanDifferenceView } from '../../../entities/plans/diff/plan-difference-view.tsx'
import { useRpc } from '../../../rpc/context.tsx'
import { EmptyNote, FailureNote, Skeleton } from '../../../ui/notes.tsx'
import { Page } from '../../../ui/page.tsx'
import { words } from '../../../words/words.ts'
import { chosenPair, type VersionsSearch } from './pair.ts'
import { useSide } from './use-side.ts'
import { VersionList } from './version-list.tsx'

interface VersionsPageProps {
  readonly planId: string
  readonly search: VersionsSearch
  readonly onSearch: (search: VersionsSearch) => void
}

/** All versions of a plan and its drafts, two of them compared. */
export function VersionsPage({ planId, search, onSearch }: VersionsPageProps) {
  const { orpc } = useRpc()
  const versions = useQuery(orpc.plans.listVersions.queryOptions({ input: { planId } }))
  const drafts = useQuery({ ...orpc.drafts.list.queryOptions(), refetchOnMount: 'always' })
  const line = versions.data?.[0]?.line
  const own = useMemo(() => drafts.data?.filter((draft) => draft.line === line) ?? [], [drafts.data, line])
  const pair = chosenPair({ versions: versions.data ?? [], drafts: own, search })
  const before = useSide(pair?.from ?? null)
  const after = useSide(pair?.to ?? null)
  const title = versions.data?.[0]?.title ?? ''
  const failed = [versions, drafts, before, after].find(({ isError }) => isError)
  return (
    <Page
      title={words.versions.title(title)}
      about={words.versions.about}
      width="full"
      actions={
        <Link
          to="/plans/$planId"
          params={{ planId: versions.data?.[0]?.id ?? planId }}
          className="inline-flex h-8 items-center rounded-md border border-line-strong bg-surface px-3 font-medium hover:bg-hover"
        >
          {words.versions.openDesigner}
        </Link>
      }
    >
      {failed !== undefined ? (
        <FailureNote error={failed.error} onRetry={() => void failed.refetch()} />
      ) : versions.data === undefined || drafts.data === undefined ? (
        <Skeleton lines={6} />
      ) : (
        <div className="flex min-h-0 flex-1 gap-5 max-[860px]:flex-col max-[860px]:overflow-auto">
          <VersionList versions={versions.data} drafts={own} pair={pair} onChoose={onSearch} />
          <div className="flex min-h-0 min-w-0 flex-1 flex-col max-[860px]:min-h-[420px]">
            {pair === null ? (
              <EmptyNote icon={GitCompare} title={words.versions.onlyOne} />
            ) : before.data === undefined || after.data === undefined ? (
              <Skeleton lines={6} />
            ) : (
              <PlanDifferenceView before={before.data} after={after.data} />
            )}
          </div>
        </div>
      )}
    </Page>
  )
}

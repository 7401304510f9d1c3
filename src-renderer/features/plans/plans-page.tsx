import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { FileInput, Plus, Workflow } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { z } from 'zod'
import { words } from '#shared/words/words.ts'
import { useCommands } from '../../commands/use-commands.ts'
import { useDraftList } from '../../entities/drafts/use-draft-list.ts'
import { ExportDialog } from '../../entities/plans/export/export-dialog.tsx'
import { PlanFileInput } from '../../entities/plans/plan-file-input.tsx'
import { useCurrentProject } from '../../entities/projects/current-project.ts'
import { NarrowedNote } from '../../entities/projects/project-filter-note.tsx'
import { NewPlanDialog } from '../../entities/templates/new-plan-dialog.tsx'
import { useRpc } from '../../rpc/context.tsx'
import { usePreference } from '../../stores/preference.ts'
import { Button } from '../../ui/controls/button.tsx'
import { TextField } from '../../ui/controls/field.tsx'
import { FindField } from '../../ui/controls/find-field.tsx'
import { FormDialog } from '../../ui/controls/form-dialog.tsx'
import { Segmented } from '../../ui/controls/segmented.tsx'
import { Fetched, together } from '../../ui/fetched.tsx'
import { useIsNarrow } from '../../ui/hooks/use-is-narrow.ts'
import { DataTable } from '../../ui/lists/data-table.tsx'
import { EmptyNote, NoMatch } from '../../ui/notes.tsx'
import { Page } from '../../ui/page.tsx'
import { columnsOf } from './columns.tsx'
import { RowMenu } from './row-menu.tsx'
import {
  filterRows,
  isOfKind,
  type KindFilter,
  type PlanRow,
  rowKinds,
  rowsOf,
  rowsOfProject,
} from './rows.ts'
import { usePlanActions } from './use-plan-actions.ts'

const isSample = ({ kind }: PlanRow): boolean => kind === 'sample'

const kinds = ['all', ...rowKinds] as const

/** All plans: published plans, drafts and samples. */
export function PlansPage() {
  const { orpc } = useRpc()
  const navigate = useNavigate()
  const plans = useQuery(orpc.plans.list.queryOptions())
  const drafts = useDraftList()
  const samples = useQuery(orpc.plans.listSamples.queryOptions({ staleTime: Number.POSITIVE_INFINITY }))
  const [kind, setKind] = usePreference<KindFilter>('plans.kind', z.enum(kinds), 'all')
  const [search, setSearch] = useState('')
  const [isCreating, setCreating] = useState(false)
  const [renamed, setRenamed] = useState<PlanRow | null>(null)
  const [exported, setExported] = useState<PlanRow | null>(null)
  const file = useRef<HTMLInputElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const actions = usePlanActions()
  const isNarrow = useIsNarrow(1000)
  const isTiny = useIsNarrow(640)

  const { id: projectId } = useCurrentProject()

  const all = together(together(plans, drafts), samples)
  const rows = useMemo(
    () =>
      plans.data === undefined || drafts.data === undefined || samples.data === undefined
        ? null
        : rowsOfProject(rowsOf({ plans: plans.data, drafts: drafts.data, samples: samples.data }), projectId),
    [plans.data, drafts.data, samples.data, projectId],
  )
  const shown = useMemo(() => filterRows(rows ?? [], { kind, search }), [rows, kind, search])
  const goTo = ({ id }: PlanRow) => void navigate({ to: '/plans/$planId/versions', params: { planId: id } })
  useCommands([
    {
      ...{
        id: 'plans.import',
        title: words.plans.importPlan,
        category: words.plans.category,
        icon: FileInput,
      },
      run: () => file.current?.click(),
    },
    {
      ...{ id: 'plans.search', title: words.plans.searchKey, category: words.plans.category, keys: ['/'] },
      run: () => field.current?.focus(),
    },
  ])
  const columns = columnsOf({ isNarrow, isTiny, isSamples: shown.every(isSample) }, (row) => (
    <RowMenu row={row} actions={actions} onRename={setRenamed} onExport={setExported} onVersions={goTo} />
  ))
  return (
    <Page
      title={words.shell.plans}
      about={words.plans.about}
      width="full"
      actions={
        <>
          <PlanFileInput ref={file} />
          <Button icon={FileInput} onClick={() => file.current?.click()}>
            {words.plans.importPlan}
          </Button>
          <Button look="primary" icon={Plus} onClick={() => setCreating(true)}>
            {words.plans.newPlan}
          </Button>
        </>
      }
    >
      <NarrowedNote say={words.projects.narrowedPlans} />
      <div className="mb-3 flex flex-wrap items-center gap-3">
        <div className="max-w-full overflow-x-auto">
          <Segmented
            label={words.plans.kind}
            value={kind}
            onChoose={setKind}
            choices={kinds.map((value) => ({
              value,
              label: words.plans.kinds[value],
              ...(rows !== null && { count: rows.filter((row) => isOfKind(row, value)).length }),
            }))}
          />
        </div>
        <div className="flex min-w-40 max-w-80 flex-1 max-sm:max-w-full">
          <FindField
            label={words.plans.search}
            placeholder={words.plans.search}
            value={search}
            onChange={setSearch}
            field={field}
          />
        </div>
      </div>
      {rows?.every(isSample) === true && kind !== 'sample' && (
        <p className="mb-3 max-w-[80ch] text-muted">{words.plans.onlySamples}</p>
      )}
      <Fetched query={all} lines={6}>
        {() => (
          <DataTable
            label={words.plans.table}
            columns={columns}
            rows={shown}
            rowKey={({ id }) => id}
            onOpen={actions.open}
            firstSorting={{ key: 'changed', isDown: true }}
            empty={
              search === '' && kind === 'all' ? (
                <EmptyNote icon={Workflow} title={words.plans.empty}>
                  {words.plans.emptyAbout}
                </EmptyNote>
              ) : (
                <NoMatch
                  title={words.plans.noMatch}
                  clear={words.plans.clear}
                  onClear={() => {
                    setSearch('')
                    setKind('all')
                  }}
                >
                  {search === '' ? words.plans.emptyAbout : words.plans.noMatchAbout(search)}
                </NoMatch>
              )
            }
          />
        )}
      </Fetched>
      {renamed !== null && (
        <RenameDialog
          row={renamed}
          onRename={(title) => actions.rename(renamed, title)}
          onClose={() => setRenamed(null)}
        />
      )}
      {isCreating && <NewPlanDialog onClose={() => setCreating(false)} />}
      {exported !== null && (
        <ExportDialog
          planId={exported.draftId ?? exported.id}
          title={exported.title}
          onClose={() => setExported(null)}
        />
      )}
    </Page>
  )
}

interface RenameDialogProps {
  readonly row: PlanRow
  readonly onRename: (title: string) => void
  readonly onClose: () => void
}

function RenameDialog({ row, onRename, onClose }: RenameDialogProps) {
  const [title, setTitle] = useState(row.title)
  const isUsable = title.trim() !== '' && title.trim() !== row.title
  return (
    <FormDialog
      isOpen
      title={words.plans.renameTitle}
      {...(row.draftId === null && { about: words.plans.renameAbout })}
      submit={words.plans.save}
      isBusy={!isUsable}
      onSubmit={() => {
        onRename(title.trim())
        onClose()
      }}
      onClose={onClose}
    >
      <TextField label={words.plans.name} value={title} maxLength={500} data-autofocus onChange={setTitle} />
    </FormDialog>
  )
}

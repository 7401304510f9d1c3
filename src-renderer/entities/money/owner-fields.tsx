import { useQuery } from '@tanstack/react-query'
import type { RunGroup } from '#shared/model/runs/run-search.ts'
import { useRpc } from '../../rpc/context.tsx'
import { ChoiceField, Fault } from '../../ui/controls/field.tsx'
import { words } from '../../words/words.ts'
import { RunField } from '../runs/run-field.tsx'

export interface Owner {
  readonly kind: 'project' | 'run' | 'branch'
  readonly projectId: string
  readonly runId: string
  readonly groupKey: string
}

export const noOwner: Owner = { kind: 'project', projectId: '', runId: '', groupKey: '' }

interface OwnerFieldsProps {
  readonly owner: Owner
  readonly onChange: (owner: Owner) => void
  readonly fault: string | undefined
}

const { money } = words
const kinds = [
  { value: 'project', label: money.project },
  { value: 'run', label: money.run },
  { value: 'branch', label: money.branch },
] as const

const goingOn: { readonly group: RunGroup[] } = { group: ['running', 'waiting'] }

/** What a new cap is of: a project, a run that goes on, or a group of one. */
export function OwnerFields({ owner, onChange, fault }: OwnerFieldsProps) {
  const { orpc } = useRpc()
  const { kind, projectId, runId, groupKey } = owner
  const projects = useQuery(orpc.projects.list.queryOptions()).data ?? []
  const chosen = useQuery({
    ...orpc.runs.get.queryOptions({ input: { runId } }),
    enabled: kind === 'branch' && runId !== '',
  })
  const groups = chosen.data?.tasks.filter((task) => task.kind === 'group') ?? []
  return (
    <>
      <ChoiceField
        label={money.capOf}
        value={kind}
        options={kinds}
        onChange={(value) =>
          onChange({ ...owner, kind: kinds.find((each) => each.value === value)?.value ?? 'project' })
        }
      />
      {kind === 'project' ? (
        <ChoiceField
          label={money.whichProject}
          value={projectId}
          disabled={projects.length === 0}
          options={[
            { value: '', label: projects.length === 0 ? money.noProjects : '–' },
            ...projects.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(value) => onChange({ ...owner, projectId: value })}
        />
      ) : (
        <RunField
          label={money.whichRun}
          value={runId === '' ? undefined : runId}
          filter={goingOn}
          none={money.noRuns}
          onChoose={(run) => onChange({ ...owner, runId: run?.id ?? '', groupKey: '' })}
        />
      )}
      {kind === 'branch' && (
        <ChoiceField
          label={money.whichGroup}
          value={groupKey}
          disabled={groups.length === 0}
          options={[
            { value: '', label: groups.length === 0 && runId !== '' ? money.noGroups : '–' },
            ...groups.map(({ key, title }) => ({ value: key, label: title })),
          ]}
          onChange={(value) => onChange({ ...owner, groupKey: value })}
        />
      )}
      <Fault text={fault} />
    </>
  )
}

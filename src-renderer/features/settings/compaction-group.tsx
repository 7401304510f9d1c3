import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useRpc } from '../../rpc/context.tsx'
import { dayOf } from '../../ui/charts/days.ts'
import { Button } from '../../ui/controls/button.tsx'
import { TextField } from '../../ui/controls/field.tsx'
import { FailureNote } from '../../ui/notes.tsx'
import { formatBytes } from '../../ui/text/format.ts'
import { showToast } from '../../ui/toast.tsx'
import { words } from '../../words/words.ts'
import { Group, Setting } from './setting.tsx'

const { data: say } = words.settings
const quarterMs = 90 * 86_400_000

/** Drops the bulk of old runs: first it is said what that would free. */
export function CompactionGroup() {
  const { orpc } = useRpc()
  const [before, setBefore] = useState(() => dayOf(Date.now() - quarterMs))
  const weighing = useMutation(orpc.audit.compact.mutationOptions())
  const compacting = useMutation(
    orpc.audit.compact.mutationOptions({
      onSuccess: ({ runs }) => {
        weighing.reset()
        showToast({ title: say.compacted(formatBytes(bytesOf(runs))) })
      },
    }),
  )
  const freed = weighing.data?.runs ?? null
  const error = weighing.error ?? compacting.error
  return (
    <Group title={say.compaction} about={say.compactionAbout}>
      <div>
        <Setting title={say.before}>
          <TextField
            type="date"
            label={say.before}
            isLabelHidden
            value={before}
            onChange={(day) => {
              setBefore(day)
              weighing.reset()
            }}
          />
          <Button
            disabled={before === '' || weighing.isPending}
            onClick={() => weighing.mutate({ before, dryRun: true })}
          >
            {say.preview}
          </Button>
        </Setting>
      </div>
      <div role="status" className="flex flex-wrap items-center gap-3">
        {freed !== null && (
          <p className="flex-1 py-2">
            {freed.length === 0 ? say.freesNothing : say.frees(formatBytes(bytesOf(freed)), freed.length)}
          </p>
        )}
        {freed !== null && freed.length > 0 && (
          <Button
            look="danger"
            disabled={compacting.isPending}
            onClick={() => compacting.mutate({ before, dryRun: false })}
          >
            {say.compact}
          </Button>
        )}
      </div>
      <FailureNote error={error} />
    </Group>
  )
}

const bytesOf = (runs: readonly { readonly bytes: number }[]): number =>
  runs.reduce((sum, { bytes }) => sum + bytes, 0)

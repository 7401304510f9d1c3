import { useQuery } from '@tanstack/react-query'
import { RunField } from '../../entities/runs/run-field.tsx'
import { useRpc } from '../../rpc/context.tsx'
import { CheckBox } from '../../ui/controls/check-box.tsx'
import { ChoiceField, TextField } from '../../ui/controls/field.tsx'
import { Segmented } from '../../ui/controls/segmented.tsx'
import { words } from '../../words/words.ts'
import { changed, type StatisticsSearch, spans } from './statistics-search.ts'

interface SpanBarProps {
  readonly search: StatisticsSearch
  readonly onSearch: (search: StatisticsSearch) => void
}

const { statistics } = words
const any = '*'

/** Of when, and of what, the numbers are. */
export function SpanBar({ search, onSearch }: SpanBarProps) {
  const { orpc } = useRpc()
  const projects = useQuery(orpc.projects.list.queryOptions()).data ?? []
  const { span = '7' } = search
  const set = (part: Parameters<typeof changed>[1]) => onSearch(changed(search, part))
  return (
    <fieldset className="mb-4 flex flex-wrap items-end gap-3">
      <legend className="sr-only">{statistics.span}</legend>
      <Segmented
        label={statistics.span}
        value={span}
        choices={spans.map((value) => ({ value, label: statistics.spans[value] }))}
        onChoose={(value) => set({ span: value })}
      />
      {span === 'custom' && (
        <>
          <TextField
            type="date"
            label={statistics.from}
            value={search.from ?? ''}
            onChange={(value) => set({ from: value || undefined })}
          />
          <TextField
            type="date"
            label={statistics.to}
            value={search.to ?? ''}
            onChange={(value) => set({ to: value || undefined })}
          />
        </>
      )}
      <div className="w-44">
        <ChoiceField
          label={statistics.project}
          value={search.project ?? any}
          options={[
            { value: any, label: statistics.anyProject },
            ...projects.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(value) => set({ project: value === any ? undefined : value })}
        />
      </div>
      <div className="w-72 max-w-full">
        <RunField
          label={statistics.run}
          value={search.run}
          any={statistics.anyRun}
          {...(search.project !== undefined && { filter: { project: [search.project] } })}
          onChoose={(run) => set({ run: run?.id })}
        />
      </div>
      <CheckBox
        label={statistics.simulations}
        showsLabel
        isChecked={search.simulated === true}
        onChange={(isChecked) => set({ simulated: isChecked ? true : undefined })}
        className="pb-1"
      />
    </fieldset>
  )
}

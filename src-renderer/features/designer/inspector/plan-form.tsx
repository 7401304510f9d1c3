import { useMemo } from 'react'
import { timeZoneSchema } from '#shared/model/plan.ts'
import { workspaceModes } from '#shared/model/workspace.ts'
import { words } from '#shared/words/words.ts'
import { type PlanSettings, setPlan } from '../../../entities/plans/edits/plan-settings.ts'
import { usePlanDocument } from '../../../stores/plan-document-context.tsx'
import { ChoiceField } from '../../../ui/controls/field.tsx'
import { TokenField } from '../../../ui/controls/token-field.tsx'
import { useActions } from '../actions.ts'
import { usualCurrency } from '../gate-words.ts'
import { callAgents, useRoster } from '../roster/roster.ts'
import { LeftText, LiveText } from './text-fields.tsx'
import { MoneyField, NumberField, ParsedField } from './value-fields.tsx'

const text = words.designer.plan
const zones = Intl.supportedValuesOf('timeZone')

/** The settings of the plan itself. */
export function PlanForm() {
  const document = usePlanDocument((state) => state.document)
  const actions = useActions()
  const { agents } = useRoster()
  const called = useMemo(() => callAgents(agents), [agents])
  const set = (settings: PlanSettings, field: string) => actions.act(setPlan(settings, field))
  const one = <Value,>(value: Value) => ({ is: 'one', value }) as const
  return (
    <div className="flex flex-col gap-3.5 p-4">
      <LiveText
        label={text.title}
        value={document.title}
        isRequired
        maxLength={500}
        onChange={(title) => set({ title }, text.title)}
      />
      <div className="grid grid-cols-2 gap-3">
        <NumberField
          label={text.parallel}
          shared={one<number | undefined>(document.parallelLimit)}
          min={1}
          max={1000}
          onChange={(limit = 16) => set({ parallelLimit: limit }, text.parallel)}
        />
        <NumberField
          label={text.review}
          shared={one(document.reviewLimit)}
          min={1}
          max={1000}
          placeholder={text.noLimit}
          onChange={(reviewLimit) => set({ reviewLimit }, text.review)}
        />
        <MoneyField
          label={text.budget}
          shared={one(document.budget)}
          currency={document.budget?.currency ?? usualCurrency}
          placeholder={text.noCap}
          onChange={(budget) => set({ budget }, text.budget)}
        />
        <LeftText
          label={text.project}
          value={document.projectId ?? ''}
          canBeEmpty
          maxLength={200}
          placeholder={text.noProject}
          onLeave={(id) => set({ projectId: id === '' ? null : id }, text.project)}
        />
      </div>
      <TokenField
        label={text.crew}
        of={words.designer.agent}
        tokens={document.crew ?? []}
        known={agents.map(({ id }) => id)}
        say={called.nameOf}
        tokenOf={called.idOf}
        placeholder={text.everybody}
        onChange={(crew) => set({ crew: crew.length === 0 ? null : [...crew] }, text.crew)}
      />
      <LeftText
        label={text.folder}
        value={document.projectFolder ?? ''}
        canBeEmpty
        maxLength={4096}
        placeholder={text.noFolder}
        onLeave={(folder) => set({ projectFolder: folder === '' ? null : folder }, text.folder)}
      />
      <ChoiceField
        label={text.workspace}
        value={document.workspace ?? 'folder'}
        options={workspaceModes.map((value) => ({ value, label: text.workspaces[value] }))}
        onChange={(mode) => set({ workspace: mode === 'folder' ? undefined : mode }, text.workspace)}
      />
      <ParsedField
        label={text.timeZone}
        shared={one(document.timeZone)}
        write={String}
        read={(zone) => timeZoneSchema.safeParse(zone.trim()).data ?? null}
        expected={text.zoneExpected}
        placeholder={text.utc}
        suggestions={zones}
        onChange={(timeZone) => set({ timeZone }, text.timeZone)}
      />
      <p className="text-muted text-sm">{text.hint}</p>
    </div>
  )
}

import { Plus, X } from 'lucide-react'
import { type Check, checkSchema } from '#shared/model/check.ts'
import { Button, IconButton } from '../../../ui/controls/button.tsx'
import { ChoiceField, Fault } from '../../../ui/controls/field.tsx'
import { words } from '../../../words/words.ts'
import { useRoster } from '../roster/use-roster.ts'
import { CheckFields } from './check-fields.tsx'
import { Section } from './section.tsx'
import { sharedOf } from './shared-value.ts'
import type { TaskFormProps } from './task-fields.ts'

const text = words.designer.checks
const kinds = ['file', 'schema', 'command', 'reviewer'] as const
type Kind = (typeof kinds)[number]

/** What is looked at before a result counts. */
export function CheckSection({ tasks, onSet, faultOf }: TaskFormProps) {
  const shared = sharedOf(tasks, ({ doneWhen }) => doneWhen ?? [])
  const fault = faultOf('checks')
  if (shared.is === 'mixed') {
    return (
      <Section id="checks" title={text.title} summary={words.designer.several}>
        <p className="text-muted">{text.differ}</p>
        <Button onClick={() => onSet({ doneWhen: undefined }, text.title)}>{text.removeAll}</Button>
      </Section>
    )
  }
  const checks = shared.value
  const set = (next: readonly Check[]) =>
    onSet({ doneWhen: next.length === 0 ? undefined : [...next] }, text.title)
  return (
    <Section
      id="checks"
      title={text.title}
      summary={checks.length === 0 ? text.none : words.designer.hasChecks(checks.length)}
      isFaulty={fault !== undefined}
    >
      <Fault text={fault} />
      <CheckList checks={checks} onChange={set} />
    </Section>
  )
}

function CheckList({ checks, onChange }: { checks: readonly Check[]; onChange: (checks: Check[]) => void }) {
  const { agents } = useRoster()
  const firstOf = (kind: Kind): Check => {
    const programs = agents.filter((agent) => agent.kind === 'command')
    const agent = (kind === 'command' ? programs[0] : agents[0])?.id ?? text.anAgent
    if (kind === 'file') return { kind, path: text.aFile }
    if (kind === 'schema') return { kind, schema: { type: 'object' } }
    return { kind, agent }
  }
  return (
    <>
      <ul className="flex flex-col gap-2">
        {checks.map((check, at) => (
          // A check has no name of its own: its place is what it is known by.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={at} className="rounded-md border border-line p-2.5">
            <div className="mb-2 grid grid-cols-[minmax(0,1fr)_28px] items-end gap-2">
              <ChoiceField
                label={text.kind}
                value={check.kind}
                options={kinds.map((value) => ({ value, label: text.kinds[value] }))}
                onChange={(value) => {
                  const kind = kinds.find((each) => each === value)
                  if (kind !== undefined && kind !== check.kind) onChange(checks.with(at, firstOf(kind)))
                }}
              />
              <IconButton
                label={text.remove(at + 1)}
                icon={X}
                className="mb-0.5 size-7"
                onClick={() => onChange(checks.toSpliced(at, 1))}
              />
            </div>
            <CheckFields
              check={check}
              onChange={(next) => {
                const parsed = checkSchema.safeParse(next)
                if (parsed.success) onChange(checks.with(at, parsed.data))
                return parsed.success ? null : (parsed.error.issues[0]?.message ?? text.wrong)
              }}
            />
          </li>
        ))}
      </ul>
      <Button
        icon={Plus}
        className="self-start"
        disabled={checks.length >= 20}
        onClick={() => onChange([...checks, firstOf('file')])}
      >
        {text.add}
      </Button>
    </>
  )
}

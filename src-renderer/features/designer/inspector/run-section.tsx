import { useMemo } from 'react'
import { type Join, joins, type Retry, retrySchema, type Timeouts } from '#shared/model/task-definition.ts'
import { findBehindBranch, joinOf } from '#shared/task-joins.ts'
import { words } from '#shared/words/words.ts'
import { usePlanDocument } from '../../../stores/plan-document-context.tsx'
import { Section } from './section.tsx'
import type { TaskFormProps } from './task-fields.ts'
import { LeftText } from './text-fields.tsx'
import { DurationField, NumberField, type Shared, SharedChoice, sharedOf, valueOr } from './value-fields.tsx'

const text = words.designer.run
const clocks = ['queuedMs', 'startingMs', 'silentMs', 'wallMs', 'personMs'] as const

/** Condition, retries and timeouts of a task. */
export function RunSection({ tasks, onSet, onChangeEach, faultOf }: TaskFormProps) {
  const condition = sharedOf(tasks, (task) => task.condition)
  const join = sharedOf(tasks, (task) => task.join)
  const fault = faultOf('condition')
  const retry = sharedOf(tasks, (task) => task.retry)
  const timeouts = sharedOf(tasks, (task) => task.timeouts)
  const hasWork = tasks.some(({ kind }) => kind === 'task')
  return (
    <Section
      id="run"
      title={text.title}
      summary={text.summary({
        condition: valueOr(condition, words.designer.several) ?? null,
        join: valueOr(join, undefined) ?? null,
        attempts: valueOr(retry, undefined)?.maxAttempts ?? null,
        clocks: Object.keys(valueOr(timeouts, undefined) ?? {}).length,
      })}
      isFaulty={fault !== undefined || faultOf('join') !== undefined}
    >
      <div>
        <LeftText
          label={text.condition}
          value={valueOr(condition, '') ?? ''}
          canBeEmpty
          maxLength={2000}
          placeholder={condition.is === 'mixed' ? words.designer.several : text.usual}
          fault={fault}
          suggestions={['success', 'failure', 'always']}
          className="font-mono text-sm"
          onLeave={(value) => onSet({ condition: value === '' ? undefined : value }, text.condition)}
        />
        <p className="mt-1 text-muted text-sm">{text.conditionHint}</p>
      </div>
      <JoinField {...{ tasks, onSet, faultOf }} />
      {hasWork && (
        <RetryFields
          shared={retry}
          onChange={(change) => onChangeEach((task) => ({ retry: change(task.retry) }), text.retry)}
        />
      )}
      <fieldset className="grid min-w-0 grid-cols-2 gap-3">
        <legend className="mb-1 font-medium text-muted text-sm">{text.timeouts}</legend>
        {clocks.map((clock) => (
          <DurationField
            key={clock}
            label={text.clocks[clock]}
            shared={sharedOf(tasks, (task) => task.timeouts?.[clock])}
            placeholder={text.noLimit}
            onChange={(ms) =>
              onChangeEach((task) => ({ timeouts: withClock(task.timeouts, clock, ms) }), text.timeouts)
            }
          />
        ))}
      </fieldset>
    </Section>
  )
}

/** Sets or removes a timeout. Returns undefined if no timeout remains. */
function withClock(
  timeouts: Timeouts | undefined,
  clock: (typeof clocks)[number],
  ms: number | undefined,
): Timeouts | undefined {
  const { [clock]: _, ...rest } = timeouts ?? {}
  const next = ms === undefined ? rest : { ...rest, [clock]: ms }
  return Object.keys(next).length === 0 ? undefined : next
}

interface RetryFieldsProps {
  readonly shared: Shared<Retry | undefined>
  readonly onChange: (change: (retry: Retry | undefined) => Retry | undefined) => void
}

function RetryFields({ shared, onChange }: RetryFieldsProps) {
  const of = (name: keyof Retry): Shared<number | undefined> =>
    shared.is === 'mixed' ? shared : { is: 'one', value: shared.value?.[name] }
  const isTried = shared.is === 'mixed' || (shared.value !== undefined && shared.value.maxAttempts > 1)
  const set = (part: Partial<Retry>) =>
    onChange((retry) => retrySchema.parse({ ...(retry ?? { maxAttempts: 1 }), ...part }))
  return (
    <fieldset className="grid min-w-0 grid-cols-2 gap-3">
      <legend className="mb-1 font-medium text-muted text-sm">{text.retry}</legend>
      <NumberField
        label={text.attempts}
        shared={of('maxAttempts')}
        min={1}
        max={100}
        placeholder={text.byKind}
        onChange={(maxAttempts) =>
          maxAttempts === undefined ? onChange(() => undefined) : set({ maxAttempts })
        }
      />
      {isTried && (
        <>
          <DurationField
            label={text.firstPause}
            shared={of('firstMs')}
            min={0}
            onChange={(firstMs = 1000) => set({ firstMs: Math.min(firstMs, 86_400_000) })}
          />
          <NumberField
            label={text.factor}
            shared={of('factor')}
            min={1}
            max={10}
            isWhole={false}
            onChange={(factor = 2) => set({ factor })}
          />
          <DurationField
            label={text.longestPause}
            shared={of('maxMs')}
            min={0}
            onChange={(maxMs = 60_000) => set({ maxMs: Math.min(maxMs, 7 * 86_400_000) })}
          />
        </>
      )}
    </fieldset>
  )
}

/** Join of the tasks. The first option names the default that applies to them. */
function JoinField({ tasks, onSet, faultOf }: Pick<TaskFormProps, 'tasks' | 'onSet' | 'faultOf'>) {
  const all = usePlanDocument(({ document }) => document.tasks)
  const behindBranch = useMemo(() => findBehindBranch(all), [all])
  const byDefault = sharedOf(tasks, ({ join: _, ...task }) => joinOf(task, behindBranch))
  return (
    <div>
      <SharedChoice
        label={text.join}
        fault={faultOf('join')}
        shared={sharedOf(tasks, (task): Join | '' => task.join ?? '')}
        options={[
          {
            value: '',
            label: byDefault.is === 'one' ? text.joinDefault(text.joins[byDefault.value]) : text.joinDefaults,
          },
          ...joins.map((join) => ({ value: join, label: text.joins[join] })),
        ]}
        onChange={(join) => onSet({ join: join || undefined }, text.join)}
      />
      <p className="mt-1 text-muted text-sm">{text.joinHint}</p>
    </div>
  )
}

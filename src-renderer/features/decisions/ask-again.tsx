import { useMutation, useQuery } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { Check, CircleSlash, RotateCcw, Split } from 'lucide-react'
import { useState } from 'react'
import type { Decision } from '#shared/model/decisions/decision.ts'
import type { DecisionFile, OtherAnswer } from '#shared/model/decisions/decision-search.ts'
import { formatMoney } from '#shared/text/format-money.ts'
import { words } from '#shared/words/words.ts'
import { useCommands } from '../../commands/use-commands.ts'
import { Part } from '../../entities/decisions/decision-section.tsx'
import { useRpc } from '../../rpc/context.tsx'
import { Button } from '../../ui/controls/button.tsx'
import { TextField } from '../../ui/controls/field.tsx'
import { FailureNote } from '../../ui/notes.tsx'
import { Ago } from '../../ui/text/time.tsx'

/** Sends the same question to another model, and shows all answers side by side. */
export function AskAgain({ file }: { file: DecisionFile }) {
  const { orpc } = useRpc()
  const { runId, number, prompt } = file.record
  const models = useQuery(orpc.models.list.queryOptions())
  const [model, setModel] = useState('')
  const [chosen, setChosen] = useState<OtherAnswer | null>(null)
  const ask = useMutation(orpc.goals.askAgain.mutationOptions({ onSuccess: setChosen }))
  const reason = reasonNot(prompt, models.data)
  const send = () => {
    if (reason !== null || ask.isPending) return
    ask.mutate({ runId, number, ...(model.trim() !== '' && { model: model.trim() }) })
  }
  useCommands([
    {
      id: 'decisions.ask',
      title: words.decisions.askAgain,
      category: words.decisions.category,
      icon: RotateCcw,
      disabled: reason,
      run: send,
    },
  ])
  return (
    <Part title={words.decisions.others}>
      <div className="flex flex-col gap-3">
        <p className="max-w-[70ch] text-muted">{reason ?? words.decisions.askAbout}</p>
        {reason === null && (
          <form
            className="flex flex-wrap items-end gap-2"
            onSubmit={(event) => {
              event.preventDefault()
              send()
            }}
          >
            <div className="min-w-48 flex-1">
              <TextField
                label={words.decisions.model}
                placeholder={words.decisions.modelPlaceholder}
                value={model}
                suggestions={models.data?.map((each) => each.model) ?? []}
                onChange={setModel}
              />
            </div>
            <Button type="submit" icon={RotateCcw} disabled={ask.isPending}>
              {ask.isPending ? words.decisions.asking : words.decisions.askAgain}
            </Button>
          </form>
        )}
        <FailureNote error={ask.error} />
        {file.others.length > 0 && (
          <OtherAnswers answers={file.others} chosen={chosen} onChoose={setChosen} />
        )}
        {chosen !== null && <CompareAnswers was={file.record.decision} other={chosen} />}
      </div>
    </Part>
  )
}

function reasonNot(prompt: string, models: readonly unknown[] | undefined): string | null {
  if (prompt === '') return words.decisions.notAsked
  return models?.length === 0 ? words.decisions.noModel : null
}

interface OtherAnswersProps {
  readonly answers: readonly OtherAnswer[]
  readonly chosen: OtherAnswer | null
  readonly onChoose: (answer: OtherAnswer | null) => void
}

/** Answers of other deciders, each with a mark for agreement. */
function OtherAnswers({ answers, chosen, onChoose }: OtherAnswersProps) {
  return (
    <ul aria-label={words.decisions.others} className="overflow-hidden rounded-lg border border-line">
      {answers.map((answer) => {
        const isChosen = chosen?.at === answer.at && chosen.kind === answer.kind
        return (
          <li key={`${answer.kind} ${answer.at}`} className="border-line border-b last:border-b-0">
            <button
              type="button"
              aria-expanded={isChosen}
              onClick={() => onChoose(isChosen ? null : answer)}
              className={clsx(
                'flex w-full min-w-0 flex-wrap items-center gap-x-3 gap-y-0.5 px-3 py-2 text-start outline-offset-[-2px]',
                isChosen ? 'bg-accent-soft' : 'hover:bg-hover',
              )}
            >
              <Likeness answer={answer} />
              <span className="min-w-32 flex-1 break-words font-medium">
                {answer.model ?? words.decisions.someModel}
              </span>
              <span className="tabular shrink-0 text-muted text-sm">
                {answer.spent === null ? '' : formatMoney(answer.spent)}
              </span>
              <span className="shrink-0 text-muted text-sm">
                {answer.kind === 'shadow' ? words.decisions.shadow : words.decisions.again}{' '}
                <Ago at={answer.at} />
              </span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}

function Likeness({ answer: { proposed, isSame } }: { answer: OtherAnswer }) {
  const [Icon, word, ink] =
    proposed === null
      ? ([CircleSlash, words.decisions.answeredNone, 'text-failed'] as const)
      : isSame
        ? ([Check, words.decisions.answeredSame, 'text-done'] as const)
        : ([Split, words.decisions.answeredOther, 'text-warning'] as const)
  return (
    <span className={clsx('inline-flex shrink-0 items-center gap-1.5 font-medium text-sm', ink)}>
      <Icon size={14} aria-hidden />
      {word}
    </span>
  )
}

const nothing = <span className="text-muted">{words.decisions.nothing}</span>

/** Compares two answers to the same question field by field. */
function CompareAnswers({ was, other }: { was: Decision; other: OtherAnswer }) {
  if (other.proposed === null) {
    return (
      <p className="rounded-lg bg-failed-soft p-3">
        {words.decisions.noAnswer} {other.failure}
      </p>
    )
  }
  return (
    <div className="overflow-x-auto rounded-lg border border-line">
      <table aria-label={words.decisions.compare} className="w-full table-fixed border-collapse">
        <thead>
          <tr className="border-line border-b bg-sunken text-muted text-sm">
            <td className="w-20 px-2 py-1.5" />
            <th scope="col" className="px-2 py-1.5 font-medium">
              {words.decisions.was}
            </th>
            <th scope="col" className="wrap-anywhere px-2 py-1.5 font-medium">
              {words.decisions.now(other.model ?? words.decisions.someModel)}
            </th>
          </tr>
        </thead>
        <tbody>
          {compareFields(was, other.proposed).map(({ name, was: before, now, isSame }) => (
            <tr key={name} className="border-line/60 border-b align-top last:border-b-0">
              <th scope="row" className="px-2 py-1.5 text-start font-medium text-muted text-sm">
                {name}
                <span className={clsx('block', isSame ? 'text-muted' : 'text-warning')}>
                  {isSame ? words.decisions.same : words.decisions.differs}
                </span>
              </th>
              <td className="wrap-anywhere whitespace-pre-wrap px-2 py-1.5">{before || nothing}</td>
              <td
                className={clsx(
                  'wrap-anywhere whitespace-pre-wrap px-2 py-1.5',
                  !isSame && 'bg-warning-soft',
                )}
              >
                {now || nothing}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Compares two decisions field by field. Fields that are empty in both are omitted. */
function compareFields(was: Decision, now: Decision) {
  const [old, other] = [fieldsOf(was), fieldsOf(now)]
  return old.flatMap(([name, text], at) => {
    const said = other[at]?.[1] ?? ''
    return text === '' && said === '' ? [] : [{ name, was: text, now: said, isSame: text === said }]
  })
}

function fieldsOf(decision: Decision): [name: string, text: string][] {
  const { fields, actions } = words.decisions
  const { context_to_pass: passed } = decision
  return [
    [fields.action, actions[decision.action]],
    [fields.next_agent_type, decision.next_agent_type ?? ''],
    [fields.reasoning, decision.reasoning],
    [fields.task_description, decision.task_description ?? ''],
    [fields.key_information, passed?.key_information ?? ''],
    [fields.files, passed?.files_to_reference.join('\n') ?? ''],
    [fields.urgency, decision.urgency ?? ''],
    [fields.question, decision.question ?? ''],
    [fields.recommended_answer, decision.recommended_answer ?? ''],
  ]
}

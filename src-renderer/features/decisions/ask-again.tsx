import { useMutation, useQuery } from '@tanstack/react-query'
import { RotateCcw } from 'lucide-react'
import { useId, useState } from 'react'
import type { DecisionFile, OtherAnswer } from '#shared/model/decisions/decision-search.ts'
import { useCommands } from '../../commands/use-commands.ts'
import { Part } from '../../entities/decisions/part.tsx'
import { useRpc } from '../../rpc/context.tsx'
import { Button } from '../../ui/controls/button.tsx'
import { TextField } from '../../ui/controls/field.tsx'
import { FailureNote } from '../../ui/notes.tsx'
import { words } from '../../words/words.ts'
import { CompareAnswers } from './compare-answers.tsx'
import { OtherAnswers } from './other-answers.tsx'

/** The same question to another model, and all answers to it side by side. */
export function AskAgain({ file }: { file: DecisionFile }) {
  const { orpc } = useRpc()
  const { runId, number, prompt } = file.record
  const models = useQuery(orpc.models.list.queryOptions())
  const [model, setModel] = useState('')
  const [chosen, setChosen] = useState<OtherAnswer | null>(null)
  const listId = useId()
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
                list={listId}
                onChange={setModel}
              />
            </div>
            <datalist id={listId}>
              {models.data?.map((each) => (
                <option key={each.name} value={each.model} />
              ))}
            </datalist>
            <Button type="submit" icon={RotateCcw} disabled={ask.isPending}>
              {ask.isPending ? words.decisions.asking : words.decisions.askAgain}
            </Button>
          </form>
        )}
        {ask.isError && <FailureNote error={ask.error} />}
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

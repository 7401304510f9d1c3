import { useMutation } from '@tanstack/react-query'
import { ThumbsDown, ThumbsUp } from 'lucide-react'
import { useState } from 'react'
import { decisionMarks, type FoundDecision } from '#shared/model/decisions/decision-search.ts'
import { words } from '#shared/words/words.ts'
import { useCommands } from '../../commands/use-commands.ts'
import { Part } from '../../entities/decisions/decision-section.tsx'
import { useRpc } from '../../rpc/context.tsx'
import { Button } from '../../ui/controls/button.tsx'
import { TextArea } from '../../ui/controls/field.tsx'
import { FailureNote } from '../../ui/notes.tsx'
import { showToast } from '../../ui/toast.tsx'

const icons = { good: ThumbsUp, bad: ThumbsDown } as const
const looks = { good: 'bg-done-soft text-done!', bad: 'bg-failed-soft text-failed!' } as const
type Mark = (typeof decisionMarks)[number]

/** A person's rating of a decision, used to evaluate models. */
export function Judge({ found: { runId, number, mark } }: { found: FoundDecision }) {
  const { orpc } = useRpc()
  const [note, setNote] = useState(mark?.note ?? '')
  const judge = useMutation(
    orpc.goals.markDecision.mutationOptions({
      onSuccess: (_, { mark: said }) => {
        showToast({
          title:
            said === null ? words.decisions.unmarked : words.decisions.marked(words.decisions.marks[said]),
        })
      },
    }),
  )
  const say = (said: Mark | null) => judge.mutate({ runId, number, mark: said, note })
  useCommands(
    decisionMarks.map((each) => ({
      id: `decisions.mark.${each}`,
      title: `${words.decisions.mark}: ${words.decisions.marks[each]}`,
      category: words.decisions.category,
      icon: icons[each],
      run: () => say(each),
    })),
  )
  return (
    <Part title={words.decisions.judge}>
      <div className="flex flex-col items-start gap-2">
        <div className="flex gap-2">
          {decisionMarks.map((each) => (
            <Button
              key={each}
              icon={icons[each]}
              aria-pressed={mark?.mark === each}
              className={mark?.mark === each ? looks[each] : ''}
              disabled={judge.isPending}
              onClick={() => say(mark?.mark === each ? null : each)}
            >
              {words.decisions.marks[each]}
            </Button>
          ))}
        </div>
        {mark !== null && (
          <div className="w-full">
            <TextArea
              label={words.decisions.note}
              placeholder={words.decisions.notePlaceholder}
              value={note}
              maxLength={4000}
              onChange={setNote}
            />
            {note !== mark.note && (
              <Button className="mt-2" disabled={judge.isPending} onClick={() => say(mark.mark)}>
                {words.decisions.keepNote}
              </Button>
            )}
          </div>
        )}
        <FailureNote error={judge.error} />
      </div>
    </Part>
  )
}

import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Play } from 'lucide-react'
import { useState } from 'react'
import type { AgentView } from '#shared/model/agents/agent.ts'
import { newCommandId } from '../../entities/runs/use-start-run.ts'
import { useRpc } from '../../rpc/context.tsx'
import { Button } from '../../ui/controls/button.tsx'
import { TextArea } from '../../ui/controls/field.tsx'
import { FailureNote } from '../../ui/notes.tsx'
import { words } from '../../words/words.ts'
import { isFree, priceText } from './agent-words.tsx'

/** A run of one task by this agent alone; the window goes to it. */
export function AgentTrial({ agent }: { agent: AgentView }) {
  const { id, availability, price } = agent
  const { client } = useRpc()
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const isOff = availability === 'offline'
  const trial = useMutation({
    mutationFn: (commandId: string) =>
      client.agents.trial({ id, commandId, ...(text.trim() !== '' && { text: text.trim() }) }),
    onSuccess: ({ runId }) => navigate({ to: '/runs/$runId', params: { runId }, search: {} }),
  })
  return (
    <div className="flex flex-col gap-3">
      <TextArea
        label={words.agents.whatItIsToDo}
        maxLength={10_000}
        placeholder={words.agents.sayInOneSentenceWhatYou}
        value={text}
        onChange={setText}
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button icon={Play} disabled={isOff || trial.isPending} onClick={() => trial.mutate(newCommandId())}>
          {words.agents.runATrialTask}
        </Button>
        <p className="min-w-0 flex-1 text-balance text-muted text-sm">
          {isOff
            ? words.agents.enableFirst
            : isFree(agent)
              ? words.agents.oneTask
              : price === undefined
                ? words.agents.oneTaskUnknown
                : words.agents.oneTaskFor(priceText(agent))}
        </p>
      </div>
      <FailureNote error={trial.error} />
    </div>
  )
}

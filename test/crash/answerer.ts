import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Approval } from '../../src-shared/model/approval.ts'

/** Acknowledged answers by gate. */
export type Answered = Map<string, string>

const answers: Record<Approval['kind'], string> = {
  task_gate: 'approve',
  result_review: 'approve',
  budget_top_up: 'approve',
  uncertain_outcome: 'run_again',
  agent_question: 'respond',
  permission: 'approve',
}

/** A person at the real API who answers every gate, and repeats an answer without an acknowledgement. */
export async function answerGates(
  dataDir: string,
  pid: number,
  { answered, signal }: { readonly answered: Answered; readonly signal: AbortSignal },
): Promise<void> {
  while (!signal.aborted) {
    // The victim may be killed during any call.
    await answerAll(dataDir, pid, answered).catch(() => {})
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

async function answerAll(dataDir: string, pid: number, answered: Answered): Promise<void> {
  const file = join(dataDir, 'server.json')
  if (!existsSync(file)) return
  const server: { port: number; pid: number } = JSON.parse(readFileSync(file, 'utf8'))
  if (server.pid !== pid) return
  const authorization = `Bearer ${readFileSync(join(dataDir, 'token'), 'utf8').trim()}`
  const base = `http://127.0.0.1:${server.port}/api/v1/approvals`
  const listed = await fetch(base, { headers: { authorization } })
  const gates: Approval[] = await listed.json()
  for (const { id, kind, hash } of gates) {
    const response = await fetch(`${base}/${encodeURIComponent(id)}/answer`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json', 'idempotency-key': `answer-${id}` },
      body: JSON.stringify({
        hash,
        answer: answers[kind],
        ...(kind === 'budget_top_up' && { response: { amountMinor: 400 } }),
      }),
    })
    await response.arrayBuffer()
    if (response.status === 200) answered.set(id, answers[kind])
  }
}

import type { Rest } from './rest.ts'

/** The requests of document 003, as written there. */
export const simple = `{
  "title": "Research Task",
  "command": "research",
  "user_message": "research best laptops"
}`
export const complex = `{
  "title": "Research and Email",
  "command": "orchestrate",
  "user_message": "research best laptops and draft email to john@example.com"
}`

/** Asks for a task and, unless it says otherwise, waits for its end. */
export const post = (rest: Rest, body: object, headers: Record<string, string> = { prefer: 'wait=30' }) =>
  rest.call('POST', '/api/v1/tasks', body, headers)

/** What the audit of a task says was done, in order. */
export async function actions(rest: Rest, id: string): Promise<string[]> {
  const { body } = await rest.call('GET', `/api/v1/tasks/${id}/audit`)
  return body.map(({ action }: { action: string }) => action)
}

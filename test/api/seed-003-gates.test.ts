import { describe, expect, it } from 'vitest'
import { actions, post } from './requests.ts'
import { type Rest, serveRest } from './rest.ts'

const request = {
  title: 'Toner',
  user_message: 'find toner and order it, but ask me first if it costs more than $100',
}

interface Asked {
  readonly id: string
  readonly hash: string
}

const answer = (rest: Rest, { id, hash }: Asked, said: string) =>
  rest.call('POST', `/api/v1/approvals/${encodeURIComponent(id)}/answer`, { answer: said, hash })

async function shown(rest: Rest, { id }: Asked) {
  const { body } = await rest.call('GET', `/api/v1/approvals/${encodeURIComponent(id)}`)
  return body.approval
}

describe('a request with an approval before a purchase', () => {
  it('blocks the purchase, quotes the limit, and continues after approval', async () => {
    const rest = await serveRest()
    const { body } = await post(rest, request)
    const [search, order] = body.subtasks
    expect(body.status).toBe('IN_PROGRESS')
    expect(search).toMatchObject({ status: 'COMPLETED', approval: null })
    expect(order).toMatchObject({
      title: 'Order it',
      status: 'PENDING',
      started_at: null,
      result: null,
      approval: {
        status: 'PENDING',
        question: 'You asked to be asked if it is over 100 USD. May “Order it” go on?',
      },
    })
    expect(await actions(rest, order.id)).not.toContain('task started')
    const approval = await shown(rest, order.approval)
    expect(approval.description).toMatch(/Nobody here knows the price/)

    await answer(rest, order.approval, 'approve')
    const { body: after } = await rest.call('GET', `/api/v1/tasks/${body.id}?wait=30`)
    expect(after.status).toBe('COMPLETED')
    expect(after.subtasks[1]).toMatchObject({ status: 'COMPLETED', approval: { status: 'APPROVED' } })
    expect(await actions(rest, order.id)).toContain('task started')
  })

  it('never starts a rejected purchase', async () => {
    const rest = await serveRest()
    const { body } = await post(rest, { ...request, user_message: 'buy a boat, ask me if it is over 2k' })
    expect(body).toMatchObject({ status: 'PENDING', approval: { status: 'PENDING' } })
    await answer(rest, body.approval, 'reject')
    const { body: after } = await rest.call('GET', `/api/v1/tasks/${body.id}?wait=30`)
    expect(after).toMatchObject({ status: 'FAILED', approval: { status: 'REJECTED' }, started_at: null })
  })

  it.each([[{ price: '90 USD' }], [{ price: '$90' }], [{ price: 90, currency: 'USD' }]])(
    'asks no person if the context gives a price below the limit: %j',
    async (context) => {
      const { body } = await post(await serveRest(), { ...request, context })
      expect(body).toMatchObject({ status: 'COMPLETED', subtasks: [{}, { approval: null }] })
    },
  )

  it.each([
    [{ price: '120 USD' }],
    [{ price: '90 EUR' }],
    [{ price: 90 }],
    [{ price: 'about 90 USD' }],
    [{ budget: '90 USD' }],
  ])('asks if the context gives a higher price or no usable price: %j', async (context) => {
    const { body } = await post(await serveRest(), { ...request, context })
    expect(body.subtasks[1].approval).toMatchObject({ status: 'PENDING' })
  })

  it('writes the draft and shows it before it is used', async () => {
    const rest = await serveRest()
    const { body } = await post(rest, {
      title: 'Mail',
      user_message: 'draft an email to ann@example.com about the party, but let me see the draft first',
    })
    expect(body).toMatchObject({ status: 'PENDING', approval: { status: 'PENDING' } })
    const approval = await shown(rest, body.approval)
    expect(approval).toMatchObject({
      kind: 'result_review',
      subject: { text: expect.stringContaining('The party') },
    })
    await answer(rest, body.approval, 'approve')
    expect((await rest.call('GET', `/api/v1/tasks/${body.id}?wait=30`)).body.status).toBe('COMPLETED')
  })

  it('asks separately for each of several purchases', async () => {
    const rest = await serveRest()
    const { body } = await post(rest, {
      title: 'Breakfast',
      user_message:
        'for each of milk and bread, order it, ask me if it is over 5 EUR, then email bob@example.com',
    })
    const [milk, bread, mail] = body.subtasks
    expect(mail.depends_on).toEqual([milk.id, bread.id])
    await answer(rest, milk.approval, 'approve')
    const { body: half } = await rest.call('GET', `/api/v1/tasks/${body.id}?wait=30`)
    expect(half.subtasks).toMatchObject([
      { status: 'COMPLETED' },
      { status: 'PENDING' },
      { status: 'PENDING' },
    ])
    await answer(rest, bread.approval, 'approve')
    const { body: after } = await rest.call('GET', `/api/v1/tasks/${body.id}?wait=30`)
    expect(after.status).toBe('COMPLETED')
  })
})

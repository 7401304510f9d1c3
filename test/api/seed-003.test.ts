import { describe, expect, it } from 'vitest'
import { actions, complex, post, simple } from './requests.ts'
import { compact, serveRest } from './rest.ts'

describe('POST /api/v1/tasks, the task executor', () => {
  it('completes the simple request of the specification and returns its task byte for byte', async () => {
    const rest = await serveRest()
    const text = await rest.text('POST', '/api/v1/tasks?wait=30', simple)
    const id = JSON.parse(text).id
    const { result } = JSON.parse(text)
    expect(result.text).toContain('best laptops')
    const substituted = text
      .replaceAll(id, 'ID')
      .replaceAll(/"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"/g, '"AT"')
      .replace(JSON.stringify(result), '"RESULT"')
    expect(substituted).toBe(
      compact(`{
        "id": "ID",
        "title": "Research Task",
        "command": "research",
        "description": "Research best laptops",
        "status": "COMPLETED",
        "status_detail": null,
        "result": "RESULT",
        "error": null,
        "reason": null,
        "agent": "research",
        "intent": { "agent_type": "research", "confidence": "high" },
        "depends_on": [],
        "project_id": null,
        "approval": null,
        "transaction": { "amount": "0.00", "currency": "USD", "created_at": "AT" },
        "created_at": "AT",
        "started_at": "AT",
        "completed_at": "AT",
        "subtasks": []
      }`),
    )
  })

  it('records a transaction of 0.00 and all actions in order', async () => {
    const rest = await serveRest()
    const { body } = await post(rest, JSON.parse(simple))
    const { body: movements } = await rest.call('GET', `/api/v1/tasks/${body.id}/transactions`)
    expect(movements).toMatchObject([
      { task_id: body.id, kind: 'settle', amount: '0.00', currency: 'USD' },
      { task_id: body.id, kind: 'reserve', amount: '0.00', currency: 'USD' },
    ])
    expect(await actions(rest, body.id)).toEqual([
      'task created',
      'agent assigned',
      'task started',
      'task completed',
      'transaction recorded',
    ])
  })

  it('returns the stored task immediately without a wait preference', async () => {
    const rest = await serveRest()
    const { status, body } = await post(rest, JSON.parse(simple), {})
    expect(status).toBe(200)
    expect(['PENDING', 'IN_PROGRESS']).toContain(body.status)
    expect((await rest.call('GET', `/api/v1/tasks/${body.id}?wait=31`)).status).toBe(400)
    const later = await rest.call('GET', `/api/v1/tasks/${body.id}?wait=30`)
    expect(later.body).toMatchObject({ id: body.id, status: 'COMPLETED' })
  })

  it.each([
    ['draft an email to ann@example.com about the party', 'communication', 'high'],
    ['buy 3 keyboards for $90', 'purchase', 'high'],
    ['the weather on Mars', 'research', 'low'],
  ])('routes “%s” to %s with %s confidence', async (user_message, agent_type, confidence) => {
    const rest = await serveRest()
    const { body } = await post(rest, { title: 'T', user_message })
    expect(body).toMatchObject({ status: 'COMPLETED', agent: agent_type, intent: { agent_type, confidence } })
  })

  it.each([
    [{ title: 'Best laptops', command: 'research' }, 'Research Best laptops'],
    [{ title: 'Research best laptops', command: 'orchestrate' }, 'Research best laptops'],
    [{ title: 'Best laptops' }, 'Research Best laptops'],
  ])('uses command and title of %j as the message', async (request, description) => {
    const { body } = await post(await serveRest(), request)
    expect(body).toMatchObject({ status: 'COMPLETED', description, subtasks: [] })
  })

  it('passes the context to the agent and stores it with the task', async () => {
    const { body } = await post(await serveRest(), {
      ...JSON.parse(simple),
      context: { audience: 'students' },
    })
    expect(body.description).toBe('Research best laptops\n\nContext: {"audience":"students"}')
  })

  it('carries out a repeated request with the same Idempotency-Key once', async () => {
    const rest = await serveRest()
    const key = { 'idempotency-key': 'task-1' }
    const [first, again] = [
      await post(rest, JSON.parse(simple), key),
      await post(rest, JSON.parse(simple), key),
    ]
    expect(again.body.id).toBe(first.body.id)
    expect((await rest.call('GET', '/api/v1/tasks')).body).toHaveLength(1)
  })

  it.each([
    ['a message without words', { title: 'T', user_message: ' ?! ' }, 422, 'E_FORMAT', /no words/],
    ['an empty message', { title: 'T', user_message: '' }, 422, 'E_FORMAT', /no words/],
    ['no title', { user_message: 'research x' }, 400, 'E_REQUIRED', /title/],
    ['a negative cost', { title: 'T', cost: -1 }, 400, 'E_RANGE', /cost/],
    ['a fraction of a cent', { title: 'T', cost: 0.001 }, 400, 'E_TYPE', /cost/],
    ['a field that is not known', { title: 'T', user_mesage: 'x' }, 400, 'E_UNKNOWN_FIELD', /user_mesage/],
  ])('refuses %s and creates nothing', async (_what, request, status, code, message) => {
    const rest = await serveRest()
    const { seq } = await rest.app.client.system.info()
    const answer = await post(rest, request)
    expect(answer.status).toBe(status)
    expect(answer.body.error).toMatchObject({ code, message: expect.stringMatching(message) })
    expect((await rest.app.client.system.info()).seq).toBe(seq)
  })
})

describe('the budget check', () => {
  const costly = { ...JSON.parse(simple), cost: 12.5, project_id: 'shop' }

  it("accepts a task that its project's budget covers, and charges nothing without a purchase", async () => {
    const rest = await serveRest()
    await rest.call('PUT', '/api/v1/budgets/project/shop', { amountMinor: 2000, currency: 'USD' })
    const { body } = await post(rest, costly)
    expect(body).toMatchObject({ status: 'COMPLETED', transaction: { amount: '0.00', currency: 'USD' } })
    expect((await rest.call('GET', '/api/v1/budgets')).body).toMatchObject([
      { key: 'project:shop', settledMinor: 0, reservedMinor: 0, leftMinor: 2000 },
    ])
  })

  it('returns the first answer to a repeated request, even if its budget is used up', async () => {
    const rest = await serveRest()
    await rest.call('PUT', '/api/v1/budgets/project/shop', { amountMinor: 2000, currency: 'USD' })
    const key = { prefer: 'respond-async, wait=30', 'idempotency-key': 'costly' }
    const [first, again] = [await post(rest, costly, key), await post(rest, costly, key)]
    expect(first.body.status).toBe('COMPLETED')
    expect(again).toEqual(first)
  })

  it.each([
    ['that its project does not cover', costly, /Another 2\.50 USD is needed/],
    ['above its own budget', { title: 'T', cost: 5, budget: 3 }, /Another 2\.00 USD is needed/],
    ['of several tasks', { ...costly, user_message: 'Research laptops and draft an email' }, /is needed/],
  ])('refuses a cost %s, with a record and an audit entry', async (_what, request, message) => {
    const rest = await serveRest()
    await rest.call('PUT', '/api/v1/budgets/project/shop', { amountMinor: 1000, currency: 'USD' })
    const key = { 'idempotency-key': 'refused' }
    const { status, body } = await post(rest, request, key)
    expect(status).toBe(409)
    expect(body.error).toMatchObject({
      code: 'E_BUDGET',
      field: 'cost',
      message: expect.stringMatching(message),
    })
    const { body: listed } = await rest.call('GET', '/api/v1/tasks')
    expect(listed).toMatchObject([{ status: 'FAILED', transaction: null }])
    const { body: audit } = await rest.call('GET', `/api/v1/tasks/${listed[0].id}/audit`)
    expect(audit).toContainEqual(expect.objectContaining({ details: expect.stringMatching(message) }))
    const { run } = await rest.app.client.runs.get({ runId: listed[0].id })
    expect(run).toMatchObject({ status: 'failed', outcome: 'failed' })
    const again = await post(rest, request, key)
    expect(again.body.error.message).toBe(body.error.message)
    expect((await rest.call('GET', '/api/v1/tasks')).body).toHaveLength(1)
  })

  it('uses the currency of the project, also for free tasks', async () => {
    const rest = await serveRest()
    await rest.call('PUT', '/api/v1/budgets/project/shop', { amountMinor: 1000, currency: 'EUR' })
    const { body } = await post(rest, { ...costly, cost: 0 })
    expect(body).toMatchObject({ status: 'COMPLETED', transaction: { amount: '0.00', currency: 'EUR' } })
    const other = await post(rest, { ...costly, cost: 1, currency: 'USD' })
    expect(other.body.error).toMatchObject({ code: 'E_BUDGET' })
  })
})

describe('the approval request', () => {
  it('keeps a task pending until a person approves it', async () => {
    const rest = await serveRest()
    const { body } = await post(rest, { ...JSON.parse(simple), requires_approval: true })
    expect(body).toMatchObject({ status: 'PENDING', approval: { status: 'PENDING' }, transaction: null })
    const { id, hash } = body.approval
    await rest.call('POST', `/api/v1/approvals/${encodeURIComponent(id)}/answer`, { answer: 'approve', hash })
    const after = await rest.call('GET', `/api/v1/tasks/${body.id}?wait=30`)
    expect(after.body).toMatchObject({
      status: 'COMPLETED',
      approval: { status: 'APPROVED', answered_by: 'me' },
    })
    expect(await actions(rest, body.id)).toEqual([
      'task created',
      'agent assigned',
      'approval requested',
      'approval answered',
      'task started',
      'task completed',
      'transaction recorded',
    ])
  })

  it('fails a rejected task as cancelled, without starting it', async () => {
    const rest = await serveRest()
    const { body } = await post(rest, { ...JSON.parse(complex), requires_approval: true })
    expect(body).toMatchObject({
      status: 'PENDING',
      subtasks: [{ status: 'PENDING' }, { status: 'PENDING' }],
    })
    const { id, hash } = body.approval
    await rest.call('POST', `/api/v1/approvals/${encodeURIComponent(id)}/answer`, { answer: 'reject', hash })
    const after = await rest.call('GET', `/api/v1/tasks/${body.id}?wait=30`)
    expect(after.body).toMatchObject({
      status: 'FAILED',
      status_detail: 'cancelled',
      approval: { status: 'REJECTED' },
      transaction: null,
    })
    expect(await actions(rest, body.id)).not.toContain('task started')
  })
})

import type { Database } from 'better-sqlite3'
import type { Agent } from '#shared/model/agents/agent.ts'
import { readJson, writeJson } from '../db/json-column.ts'

export function createAgentStore(db: Database) {
  const upsert = db.prepare<[string, string]>(
    'INSERT INTO agents (id, agent) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET agent = excluded.agent',
  )
  const all = db.prepare<[], { agent: string }>('SELECT agent FROM agents ORDER BY id')
  return {
    save: (agent: Agent): void => void upsert.run(agent.id, writeJson(agent)),
    list: (): Agent[] => all.all().map((row) => readJson<Agent>(row.agent)),
  }
}

import type { Database } from 'better-sqlite3'
import { rowsOf } from '../db/rows.ts'

export interface StoredCompetence {
  readonly agentId: string
  readonly skill: string
  readonly successes: number
  readonly failures: number
  readonly at: number
}

const competences = rowsOf<StoredCompetence>()('agentId skill successes failures at')

export function createSkillStore(db: Database) {
  const setAlias = db.prepare<[string, string]>(
    'INSERT INTO skill_aliases (alias, skill) VALUES (?, ?) ON CONFLICT (alias) DO UPDATE SET skill = excluded.skill',
  )
  const dropAlias = db.prepare<[string]>('DELETE FROM skill_aliases WHERE alias = ?')
  const aliases = db.prepare<[], { alias: string; skill: string }>(
    'SELECT alias, skill FROM skill_aliases ORDER BY alias',
  )
  return {
    saveCompetence: competences.insert(
      db,
      'competences',
      `ON CONFLICT (agent_id, skill) DO UPDATE SET successes = excluded.successes, failures = excluded.failures,
       at = excluded.at`,
    ),
    listCompetences: competences.list<[]>(db, 'competences ORDER BY agent_id, skill'),
    /** Null removes the alias. */
    saveAlias: (alias: string, skill: string | null): void =>
      void (skill === null ? dropAlias.run(alias) : setAlias.run(alias, skill)),
    listAliases: (): { alias: string; skill: string }[] => aliases.all(),
  }
}

import type { Database } from 'better-sqlite3'

interface CompetenceRow {
  agent_id: string
  skill: string
  successes: number
  failures: number
  at: number
}
export interface StoredCompetence {
  readonly agentId: string
  readonly skill: string
  readonly successes: number
  readonly failures: number
  readonly at: number
}

/** What agents have shown at skills, and other names of skills. */
export function createSkillStore(db: Database) {
  const upsert = db.prepare<[string, string, number, number, number]>(
    `INSERT INTO competences (agent_id, skill, successes, failures, at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (agent_id, skill) DO UPDATE SET successes = excluded.successes, failures = excluded.failures,
       at = excluded.at`,
  )
  const competences = db.prepare<[], CompetenceRow>('SELECT * FROM competences ORDER BY agent_id, skill')
  const setAlias = db.prepare<[string, string]>(
    'INSERT INTO skill_aliases (alias, skill) VALUES (?, ?) ON CONFLICT (alias) DO UPDATE SET skill = excluded.skill',
  )
  const dropAlias = db.prepare<[string]>('DELETE FROM skill_aliases WHERE alias = ?')
  const aliases = db.prepare<[], { alias: string; skill: string }>(
    'SELECT alias, skill FROM skill_aliases ORDER BY alias',
  )
  return {
    saveCompetence: ({ agentId, skill, successes, failures, at }: StoredCompetence): void =>
      void upsert.run(agentId, skill, successes, failures, at),
    listCompetences: (): StoredCompetence[] =>
      competences.all().map(({ agent_id: agentId, ...row }) => ({ agentId, ...row })),
    /** Null: it means nothing any more. */
    saveAlias: (alias: string, skill: string | null): void =>
      void (skill === null ? dropAlias.run(alias) : setAlias.run(alias, skill)),
    listAliases: (): { alias: string; skill: string }[] => aliases.all(),
  }
}

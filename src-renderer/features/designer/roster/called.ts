interface Named {
  readonly id: string
  readonly name: string
}

/** Agents as they are spoken of and typed: by name, and by id where that name is not theirs alone. */
export interface Called {
  nameOf(id: string): string
  /** Of a name in any case, or of an id; what is neither stays as it is. */
  idOf(typed: string): string
}

export function callAgents(agents: readonly Named[]): Called {
  const names = new Map(agents.map(({ id, name }) => [id, name.trim()]))
  const idsByName = new Map<string, string | null>()
  for (const { id, name } of agents) {
    const called = name.trim().toLowerCase()
    idsByName.set(called, idsByName.has(called) ? null : id)
  }
  const idOf = (typed: string): string => {
    const text = typed.trim()
    return names.has(text) ? text : (idsByName.get(text.toLowerCase()) ?? text)
  }
  return {
    idOf,
    nameOf(id) {
      const name = names.get(id) ?? id
      // A comma ends what is typed.
      return idOf(name) === id && !name.includes(',') ? name : id
    },
  }
}

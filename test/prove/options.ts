/** Parses `--name value` pairs and `--flag`s of a prover's command line. Anything else is an error. */
export function readOptions<Name extends string>(defaults: Record<Name, number>): Record<Name, number> {
  const read = { ...defaults }
  const args = process.argv.slice(2)
  for (let at = 0; at < args.length; at += 2) {
    const name = Object.keys(defaults).find((each): each is Name => `--${each}` === args[at])
    const value = Number(args[at + 1])
    if (name === undefined || !Number.isSafeInteger(value)) {
      const known = Object.keys(defaults).map((each) => `--${each} N`)
      throw new Error(`Not understood: ${args.slice(at).join(' ')}. Known: ${known.join(' ')}`)
    }
    read[name] = value
  }
  return read
}

export const sayVersions = (): string =>
  `node ${process.versions.node}, SQLite through better-sqlite3, ${process.platform} ${process.arch}`

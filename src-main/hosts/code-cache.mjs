// Plain JavaScript, because this module runs before anything is built or compiled.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import module from 'node:module'
import { dirname } from 'node:path'
import { Script } from 'node:vm'

const longMs = 2000
const clearlyMore = 1.1

/**
 * Loads a bundled CommonJS file and returns its exports. V8 code cache, including the functions that a process used,
 * is stored in a file beside the bundle. The next process neither parses nor compiles these functions again. Node's
 * own compile cache stores a module as it was before execution, without these functions.
 * The first process writes the file on exit. A long-lived process rewrites it if it has clearly more compiled code.
 * The file is optional.
 * @param {string} file
 * @returns {any}
 */
export function loadBundle(file) {
  const bytes = readFileSync(file)
  const source = module.wrap(bytes.toString('utf8'))
  const place = cacheFileOf(file, bytes)
  const cachedData = readCache(place)
  const script = new Script(source, {
    filename: file,
    ...(cachedData === null ? {} : { cachedData }),
  })
  const known = script.cachedDataRejected === false ? (cachedData?.length ?? 0) : 0
  process.on('exit', () => {
    if (known > 0 && performance.now() < longMs) return
    const data = script.createCachedData()
    if (data.length > known * clearlyMore) writeCache(place, data)
  })
  const own = { exports: {} }
  script.runInThisContext()(own.exports, module.createRequire(file), own, file, dirname(file))
  return own.exports
}

/**
 * Path of the cache file. V8 validates a cache only by source length and its own flags, so the name hashes the Node
 * version, architecture, options and content.
 * @param {string} file
 * @param {Uint8Array} bytes
 */
function cacheFileOf(file, bytes) {
  const about = [process.version, process.arch, ...process.execArgv].join('\0')
  return `${file}.${createHash('sha256').update(about).update(bytes).digest('hex').slice(0, 16)}.cache`
}

const digestBytes = 32
/** @param {Uint8Array} data */
const digestOf = (data) => createHash('sha256').update(data).digest()

/**
 * Cached data; null if the file is missing or incomplete. The digest is checked, because V8 trusts the data it is
 * given.
 * @param {string} place
 */
function readCache(place) {
  if (!existsSync(place)) return null
  const bytes = readFileSync(place)
  const data = bytes.subarray(digestBytes)
  return digestOf(data).equals(bytes.subarray(0, digestBytes)) ? data : null
}

/**
 * @param {string} place
 * @param {Uint8Array} data
 */
function writeCache(place, data) {
  const unfinished = `${place}.${process.pid}`
  // A read-only installation also works, but starts more slowly.
  try {
    writeFileSync(unfinished, Buffer.concat([digestOf(data), data]))
    renameSync(unfinished, place)
  } catch {
    rmSync(unfinished, { force: true })
  }
}

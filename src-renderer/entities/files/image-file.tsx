import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useRpc } from '../../rpc/context.tsx'
import { Unfetched } from '../../ui/fetched.tsx'
import { words } from '../../words/words.ts'

interface ImageFileProps {
  readonly name: string
  readonly mediaType: string
  readonly sha256: string
}

/** A picture that a task made: its bytes come with the data of the app, from nowhere else. */
export function ImageFile({ name, mediaType, sha256 }: ImageFileProps) {
  const { orpc } = useRpc()
  const [isBroken, setBroken] = useState(false)
  const read = useQuery(
    orpc.workspaces.readArtifact.queryOptions({
      input: { sha256 },
      // What stands under a hash does not change.
      queryKey: ['picture', sha256],
      staleTime: Number.POSITIVE_INFINITY,
    }),
  )
  if (read.isError || read.data === undefined) return <Unfetched query={read} lines={6} />
  if (isBroken) return <p className="text-muted">{words.files.noPicture}</p>
  return (
    <img
      src={`data:${mediaType};base64,${read.data.base64}`}
      alt={name}
      onError={() => setBroken(true)}
      className="max-w-full rounded-lg border border-line"
    />
  )
}

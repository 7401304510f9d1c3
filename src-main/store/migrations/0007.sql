-- What an attempt that asked a question wants the next one to be handed.
ALTER TABLE attempts ADD COLUMN memo TEXT;

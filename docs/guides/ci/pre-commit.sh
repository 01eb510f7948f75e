#!/bin/sh
# .git/hooks/pre-commit: no commit while a locked dataset breaks a rule. It looks at the files as they are in the folder.
# After a change that was meant: datasig lock update NAME, and commit datasig.lock and datasig.fingerprints with it.
exec npx --no-install datasig lock check

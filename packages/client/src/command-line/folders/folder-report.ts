// SPDX-License-Identifier: MIT

import { RateLimitError, SanyamError } from '../../client/sanyam-error';
import { CommandError, EXIT } from '../command-error';
import { exitCodeOf } from '../exit-codes';
import { messageOf, type Output } from '../output';
import { Progress } from '../progress';
import { shownName } from '../shown-line';

/** What happened to a file or a document. `newer`: only the cloud has changes, so nothing was saved. */
export type Fate = 'created' | 'changed' | 'unchanged' | 'newer';

interface Failure {
    readonly path: string;
    readonly code: string;
    readonly message: string;
}

/** Does the work of a command for many paths, goes on after a failure, and says at the end what happened to each. */
export class FolderReport {
    private readonly fates: Record<Fate, string[]> = { created: [], changed: [], unchanged: [], newer: [] };
    private readonly failed: Failure[] = [];
    private readonly skipped: Failure[] = [];
    private readonly exitCodes = new Set<number>();
    private notTried: readonly string[] = [];

    /** @param doing what a line on a terminal says, such as “Saving” */
    constructor(
        private readonly output: Output,
        private readonly doing: string
    ) {}

    /** Notes a file that the command leaves out, and why. That is no failure. */
    skip(path: string, message: string): void {
        this.skipped.push({ path, code: 'SKIPPED', message });
    }

    /** Notes a path that fails, and why. */
    fail(path: string, error: unknown): void {
        const isKnown = error instanceof SanyamError || error instanceof CommandError;
        this.failed.push({ path, code: isKnown ? error.code : 'FAILURE', message: messageOf(error) });
        this.exitCodes.add(exitCodeOf(error));
    }

    /** Does the work for each path, one after another. Stops when the rest would fail, too. */
    async run(paths: readonly string[], work: (path: string) => Promise<Fate>): Promise<void> {
        const progress = new Progress();
        for (const [index, path] of paths.entries()) {
            progress.show(`${this.doing} ${index + 1} of ${paths.length}: ${shownName(path)}`);
            try {
                this.fates[await work(path)].push(path);
            } catch (error) {
                this.fail(path, error);
                if (endsAll(error)) {
                    this.notTried = paths.slice(index + 1);
                    break;
                }
            }
        }
        progress.clear();
    }

    /** Writes the summary, and sets the exit code: that of the failures if they have the same one, otherwise 1. */
    finish(): void {
        const { fates, failed, skipped, notTried, output } = this;
        const counts = Object.entries({ ...fates, failed, skipped, 'not tried': notTried })
            .filter(([, paths]) => paths.length > 0)
            .map(([fate, paths]) => `${fate} ${paths.length}`);
        const lines = [...failed, ...skipped].map(
            ({ path, message }) => shownName(`  ${path}: `) + message.replaceAll('\n', '\n    ')
        );
        const newer = fates.newer.map(path => shownName(`  ${path}: It is newer in the cloud.`));
        const summary = counts.join(', ') || 'nothing to do';
        output.say([`${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`, ...newer, ...lines].join('\n'));
        output.result({ ...fates, failed, skipped, not_tried: notTried }, () => undefined);
        const [code = EXIT.success, ...others] = this.exitCodes;
        process.exitCode = others.length === 0 ? code : EXIT.failure;
    }
}

/** Returns whether an error is not about one document: the gateway, the key, or a limit of the account. */
function endsAll(error: unknown): boolean {
    return (
        error instanceof RateLimitError ||
        (error instanceof SanyamError &&
            (error.status === undefined || error.status === 401 || error.status >= 500 || ENDING.has(error.code)))
    );
}

const ENDING = new Set<string>(['INSUFFICIENT_SCOPE', 'TIER_LIMIT_EXCEEDED', 'FEATURE_NOT_AVAILABLE']);

// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';
const disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import { CloudError } from '@sanyam/types';
import { expect } from 'chai';
import { mock } from 'node:test';
import { ManyDocuments } from './many-documents';

disableBrowserGlobals();

const ERRORS_OF = { invalid: 'VALIDATION_ERROR', lost: 'SERVICE_UNAVAILABLE' } as const;

describe('the notice of several failures', () => {
    it('names the plan that avoids the first failure that one avoids, with its button', async () => {
        let shown: readonly string[] = [];
        let retried = 0;
        const opened: string[] = [];
        const many = Object.assign(new ManyDocuments(), {
            messages: {
                error: async (...texts: string[]) => {
                    shown = texts;
                    return 'How to Upgrade';
                }
            },
            plans: {
                offerFor: async ({ code }: CloudError) =>
                    code === 'TIER_LIMIT_EXCEEDED'
                        ? {
                              sentence: 'The plan “large” allows more.',
                              actions: [
                                  { label: 'How to Upgrade', run: async () => opened.push('plans') },
                                  { label: 'Not Now', run: async () => undefined }
                              ]
                          }
                        : undefined
            }
        });
        const failed = [
            { item: 'a.md', error: new CloudError('FORBIDDEN') },
            { item: 'b.md', error: new CloudError('TIER_LIMIT_EXCEEDED') }
        ];
        const sentences = {
            one: (name: string) => name,
            several: (count: number) => `Could not upload ${count} files`
        };
        await many.showFailures(
            sentences,
            failed,
            item => item,
            async () => retried++
        );
        const [text, ...buttons] = shown;
        expect(text).to.match(/^Could not upload 2 files\. .* The plan “large” allows more\.$/);
        expect(buttons).to.deep.equal(['How to Upgrade', 'Show Reasons', 'Retry']);
        expect([opened, retried]).to.deep.equal([['plans'], 0]);
    });

    it('offers to repeat only what can succeed', async () => {
        for (const [items, buttons, expected] of [
            [['invalid', 'lost'], ['Show Reasons', 'Retry'], ['lost']],
            [['invalid', 'invalid'], ['Show Reasons'], []]
        ] as const) {
            let shown: readonly string[] = [];
            const repeated: string[] = [];
            const many = Object.assign(new ManyDocuments(), {
                messages: {
                    error: async (_text: string, ...labels: string[]) => {
                        shown = labels;
                        return 'Retry';
                    }
                }
            });
            await many.showFailures(
                { one: name => name, several: String },
                items.map(item => ({ item, error: new CloudError(ERRORS_OF[item]) })),
                item => item,
                async again => repeated.push(...again)
            );
            expect([shown, repeated]).to.deep.equal([buttons, expected]);
        }
    });
});

describe('the progress of one document', () => {
    it('is shown if it takes long', async () => {
        mock.timers.enable({ apis: ['setTimeout'] });
        try {
            for (const [pause, expected] of [
                [999, []],
                [1000, ['Downloading “a.md”…']]
            ] as const) {
                const shown: string[] = [];
                const many = Object.assign(new ManyDocuments(), {
                    messages: {
                        showProgress: async ({ text }: { text: string }) => {
                            shown.push(text);
                            return { report: () => undefined, cancel: () => undefined };
                        }
                    }
                });
                const end = Promise.withResolvers<void>();
                const run = many.run({
                    items: ['a.md'],
                    nameOf: item => item,
                    progress: 'Downloading 1 documents…',
                    progressOfOne: name => `Downloading ${name}…`.replace('\\', ''),
                    perform: () => end.promise
                });
                mock.timers.tick(pause);
                end.resolve();
                await run;
                expect(shown).to.deep.equal(expected);
            }
        } finally {
            mock.timers.reset();
        }
    });
});

describe('several documents, when the user cancels', () => {
    it('are canceled if they were not begun or were given up, and failed if they have a reason of their own', async () => {
        let cancel = (): void => undefined;
        const many = Object.assign(new ManyDocuments(), {
            messages: {
                showProgress: async (_message: unknown, onCancel: () => void) => {
                    cancel = onCancel;
                    return { report: () => undefined, cancel: () => undefined };
                }
            }
        });
        const { done, failed, canceled } = await many.run({
            items: ['done', 'refused', 'given up', 'cancels', 'not begun'],
            nameOf: item => item,
            progress: 'Moving 5 documents…',
            perform: async (item, signal) => {
                if (item === 'done') {
                    return;
                }
                if (item === 'cancels') {
                    cancel();
                }
                const end = Promise.withResolvers<void>();
                signal.addEventListener('abort', () => end.resolve());
                await (signal.aborted ? undefined : end.promise);
                if (item === 'refused') {
                    throw new CloudError('FORBIDDEN');
                }
                signal.throwIfAborted();
            }
        });
        expect(done.map(({ item }) => item)).to.deep.equal(['done']);
        expect(failed.map(({ item }) => item)).to.deep.equal(['refused']);
        expect(canceled).to.have.members(['given up', 'cancels', 'not begun']);
    });
});

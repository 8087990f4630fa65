// SPDX-License-Identifier: MIT

import { CloudError, PlanOffers, unformatted, type PlanOffer } from '@sanyam/types';
import { MessageService } from '@theia/core/lib/common/message-service';
import type { Progress } from '@theia/core/lib/common/message-service-protocol';
import { nls } from '@theia/core/lib/common/nls';
import { ConfirmDialog } from '@theia/core/lib/browser/dialogs';
import { inject, injectable, optional } from '@theia/core/shared/inversify';
import { CloudErrorPresenter } from '../cloud-error-presenter';
import { quoted, quotedPlainly } from '../quoted';
import { reasonOf } from '../reason-of';

/** Requests at the same time. More would wait for each other at the lock of the owner's account. */
const CONCURRENCY = 3;

/** Milliseconds after which also one item has a progress bar. */
const SLOW = 1000;

/** What stands beside the progress bar. */
export interface ProgressSentences {
    /** For several items: `Uploading 12 files…`. */
    readonly progress: string;
    /** For one item that takes long, with its name in quotation marks. Without it, one item has no progress bar. */
    readonly progressOfOne?: (name: string) => string;
}

/** What happens to several documents. */
export interface ManyDocumentsTask<Item, Result> extends ProgressSentences {
    readonly items: readonly Item[];
    /** Returns the name of an item for messages. */
    readonly nameOf: (item: Item) => string;
    readonly perform: (item: Item, signal: AbortSignal) => Promise<Result>;
}

/** A failure of one item. */
export interface ItemFailure<Item> {
    readonly item: Item;
    readonly error: unknown;
}

/** What failed, without a period. Each is a sentence of its own, because other languages have another order of words. */
export interface FailureSentences {
    /** For one item, with its name in quotation marks: `Could not upload “notes.md”`. */
    readonly one: (name: string) => string;
    /** For several items: `Could not upload 12 files`. */
    readonly several: (count: number) => string;
}

export interface ManyDocumentsResult<Item, Result> {
    readonly done: { readonly item: Item; readonly result: Result }[];
    readonly failed: ItemFailure<Item>[];
    /** Items that were not begun, or were given up, because the user canceled. There is no other reason to leave one out. */
    readonly canceled: Item[];
}

/** Does something with several documents, with progress, a way to cancel, and a summary of what failed and why. */
@injectable()
export class ManyDocuments {
    @inject(MessageService)
    protected readonly messages: MessageService;

    @inject(CloudErrorPresenter)
    protected readonly errors: CloudErrorPresenter;

    @inject(PlanOffers)
    @optional()
    protected readonly plans: PlanOffers | undefined;

    /**
     * Performs a task for all items. One failure does not stop the others. Shows progress for more than one item, or for one
     * that takes long.
     */
    async run<Item, Result>(task: ManyDocumentsTask<Item, Result>): Promise<ManyDocumentsResult<Item, Result>> {
        const { items, perform } = task;
        const outcome: ManyDocumentsResult<Item, Result> = { done: [], failed: [], canceled: [] };
        const abort = new AbortController();
        const show = (text: string): Promise<Progress> =>
            this.messages.showProgress({ text, options: { cancelable: true } }, () => abort.abort());
        let progress = items.length > 1 ? show(task.progress) : undefined;
        const [first] = items;
        const textOfOne = first === undefined ? undefined : task.progressOfOne?.(quoted(task.nameOf(first)));
        const timer = setTimeout(() => {
            progress ??= textOfOne === undefined ? undefined : show(textOfOne);
        }, SLOW);
        await progress;
        const queue = [...items];
        const work = async (): Promise<void> => {
            for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
                if (abort.signal.aborted) {
                    outcome.canceled.push(item);
                    continue;
                }
                try {
                    outcome.done.push({ item, result: await perform(item, abort.signal) });
                } catch (error) {
                    // A request that was under way can also fail for a reason of its own, which the user must learn.
                    if (abort.signal.aborted && error === abort.signal.reason) {
                        outcome.canceled.push(item);
                    } else {
                        outcome.failed.push({ item, error });
                    }
                }
                const finished = outcome.done.length + outcome.failed.length;
                (await progress)?.report({ message: task.nameOf(item), work: { done: finished, total: items.length } });
            }
        };
        await Promise.all(Array.from({ length: CONCURRENCY }, work));
        clearTimeout(timer);
        (await progress)?.cancel();
        return outcome;
    }

    /**
     * Says which items failed and why. The reasons of several are in a dialog.
     *
     * @param retry repeats it for the failed items. What is not valid is left out: it would fail each time.
     */
    async showFailures<Item>(
        sentences: FailureSentences,
        failed: readonly ItemFailure<Item>[],
        nameOf: (item: Item) => string,
        retry: (items: Item[]) => Promise<unknown>
    ): Promise<void> {
        const [first, second] = failed;
        if (!first) {
            return;
        }
        if (!second) {
            await this.errors.show(sentences.one(quoted(nameOf(first.item))), first.error, () => retry([first.item]));
            return;
        }
        const showReasons = nls.localize('sanyam/many/details', 'Show Reasons');
        const retryAll = nls.localize('sanyam/many/retry', 'Retry');
        const example = nls.localize(
            'sanyam/many/first',
            'The first one is {0}: {1}',
            quoted(nameOf(first.item)),
            unformatted(reasonOf(first.error))
        );
        const offer = this.plans && (await this.offerFor(failed, this.plans));
        const text = [`${sentences.several(failed.length)}. ${example}`, offer?.sentence].filter(Boolean).join(' ');
        const [larger] = offer?.actions ?? [];
        const repeatable = failed.filter(({ error }) => !CloudError.is(error, 'VALIDATION_ERROR'));
        const again = repeatable.length > 0 ? retryAll : undefined;
        const labels = [...(larger ? [larger.label] : []), showReasons, ...(again === undefined ? [] : [again])];
        const answer = await this.messages.error(text, ...labels);
        if (larger && answer === larger.label) {
            await larger.run();
            return;
        }
        const isConfirmed =
            answer === retryAll ||
            (answer === showReasons && (await this.showReasons(sentences, failed, nameOf, again)));
        if (isConfirmed && again !== undefined) {
            await retry(repeatable.map(({ item }) => item));
        }
    }

    /** Returns what helps with the first failure that a larger plan avoids. */
    private async offerFor(
        failed: readonly { readonly error: unknown }[],
        plans: PlanOffers
    ): Promise<PlanOffer | undefined> {
        for (const { error } of failed) {
            const offer = CloudError.is(error) ? await plans.offerFor(error) : undefined;
            if (offer !== undefined) {
                return offer;
            }
        }
        return undefined;
    }

    private async showReasons<Item>(
        sentences: FailureSentences,
        failed: readonly ItemFailure<Item>[],
        nameOf: (item: Item) => string,
        ok: string | undefined
    ): Promise<boolean> {
        const list = document.createElement('ul');
        list.className = 'sanyam-reasons';
        list.tabIndex = 0;
        for (const { item, error } of failed) {
            const line = document.createElement('li');
            line.textContent = `${quotedPlainly(nameOf(item))}: ${reasonOf(error)}`;
            list.append(line);
        }
        const title = sentences.several(failed.length);
        return (await new ConfirmDialog({ title, msg: list, ok, maxWidth: 640 }).open()) ?? false;
    }
}

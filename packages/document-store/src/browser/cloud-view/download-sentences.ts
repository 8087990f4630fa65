// SPDX-License-Identifier: MIT

import { nls } from '@theia/core/lib/common/nls';
import { quoted } from '../quoted';
import type { FailureSentences, ProgressSentences } from './many-documents';

/** A document that is in a folder of the disk now. Both paths are below that folder. */
interface DownloadedFile {
    /** The path on the disk. */
    readonly path: string;
    /** The path that the document has in the cloud. The disk may not allow it. */
    readonly wanted: string;
    /** Whether one is not the other, and not because the user wants both files. */
    readonly isRenamed: boolean;
}

/** Returns what is shown while documents are downloaded. */
export function downloadProgress(count: number): ProgressSentences {
    return {
        progress: nls.localize('sanyam/cloudView/downloading', 'Downloading {0} documents…', count),
        progressOfOne: name => nls.localize('sanyam/cloudView/downloadingOne', 'Downloading {0}…', name)
    };
}

/** Returns what failed when documents could not be downloaded. */
export function downloadFailures(): FailureSentences {
    return {
        one: name => nls.localize('sanyam/cloudView/downloadFailed', 'Could not download {0}', name),
        several: count =>
            nls.localize('sanyam/cloudView/downloadFailedSeveral', 'Could not download {0} documents', count)
    };
}

/** Returns what the user is told after a download to a folder that they canceled. */
export function canceledSentence(done: readonly DownloadedFile[], count: number): string {
    const sentence = nls.localize(
        'sanyam/cloudView/downloadCanceled',
        'Canceled the download. {0} of {1} documents are downloaded.',
        done.length,
        count
    );
    return withNewNames(sentence, done);
}

/** Returns what the user is told after a download of some of so many documents to a folder. */
export function downloadedSentence(done: readonly DownloadedFile[], count: number, folder: string): string {
    const [first] = done;
    const sentence =
        count === 1 && first !== undefined
            ? nls.localize(
                  'sanyam/cloudView/downloadedOne',
                  'Downloaded {0} to {1}.',
                  quoted(first.path),
                  quoted(folder)
              )
            : nls.localize(
                  'sanyam/cloudView/downloadedMany',
                  'Downloaded {0} of {1} documents to {2}.',
                  done.length,
                  count,
                  quoted(folder)
              );
    return withNewNames(sentence, done);
}

function withNewNames(sentence: string, done: readonly DownloadedFile[]): string {
    const renamed = done.filter(({ isRenamed }) => isRenamed);
    const [first] = renamed;
    if (first === undefined) {
        return sentence;
    }
    const [from, to] = [quoted(first.wanted), quoted(first.path)];
    const names =
        renamed.length === 1
            ? nls.localize('sanyam/cloudView/downloadRenamedOne', 'On the disk, {0} has the name {1}.', from, to)
            : nls.localize(
                  'sanyam/cloudView/downloadRenamedMany',
                  'On the disk, {0} have other names, among them {1}, which is {2} there.',
                  renamed.length,
                  from,
                  to
              );
    return `${sentence} ${names}`;
}

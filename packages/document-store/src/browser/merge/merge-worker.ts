// SPDX-License-Identifier: MIT

import { mergeTexts, type MergeRequest } from '../../common/merge/merge-texts';
import { STARTED } from './worker-started';

// The script of the worker that TextMerger starts. The application bundles it as merge.worker.js.
self.onmessage = ({ data }: MessageEvent<MergeRequest>) => self.postMessage(mergeTexts(data));
self.postMessage(STARTED);

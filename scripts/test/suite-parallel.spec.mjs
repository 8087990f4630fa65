// SPDX-License-Identifier: MIT

import { describeOutcomes } from './suite-outcomes.mjs';

describeOutcomes('at once', ['--parallel', '--jobs', '2']);

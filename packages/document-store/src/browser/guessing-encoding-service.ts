// SPDX-License-Identifier: MIT

import { BinaryBuffer } from '@theia/core/lib/common/buffer';
import { EncodingService } from '@theia/core/lib/common/encoding-service';
import { injectable } from '@theia/core/shared/inversify';
import { guessEncoding } from './guess-encoding';

/**
 * Guesses encodings only where there is enough evidence, also for the setting “files.autoGuessEncoding”. In a browser
 * Theia's own guess fails, or takes the bytes for another text, and its names of encodings are not its ids.
 */
@injectable()
export class GuessingEncodingService extends EncodingService {
    protected override async guessEncodingByBuffer(buffer: Buffer): Promise<string | undefined> {
        return guessEncoding(buffer, encoding => this.decode(BinaryBuffer.wrap(buffer), encoding));
    }
}

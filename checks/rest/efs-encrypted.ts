import { defineCheck } from '../../src/domain/check.ts';
import { resource } from '../../src/domain/finding.ts';
import { notTold } from '../../src/domain/gap.ts';

export default defineCheck({
  title: 'EFS file systems are encrypted at rest',
  why: 'Encryption of a file system is chosen when it is made and cannot be turned on later.',
  decides: ['rest.encryption'],
  stores: ['efs'],
  needs: ['aws.efs.file-systems'],
  reasons: {
    encrypted: { status: 'pass', text: 'file system {name} is encrypted with AES-256' },
    plain: {
      status: 'fail',
      text: 'file system {name} is not encrypted',
      fix: 'Make an encrypted file system and move the files (AWS DataSync).',
    },
  },
  whenEmpty: 'there is no EFS file system',
  evaluate: ({ 'aws.efs.file-systems': systems }, _, say) =>
    systems.map((system) => {
      const subject = resource('efs-file-system', system);
      if (system.encrypted === null) return say.unread(subject, notTold('whether it is encrypted'));
      return say.is(subject, system.encrypted ? 'encrypted' : 'plain', { name: system.name ?? system.id });
    }),
});

"""Fine-tuning of the encoder: torch is needed here and nowhere else."""

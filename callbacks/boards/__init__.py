"""What TensorBoard shows of a training: what is watched, judged, drawn and written."""
